"""A kernel of its own for each notebook, forked from a process that has imported everything: it starts in a tenth of a second."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

QUIET = (
    "--IPKernelApp.ignore_cwd=True",
    "--HistoryManager.enabled=False",
)  # no module of the user's folder, no history


class Forked:
    """A process forked earlier, which waits for a connection file to serve; used as a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        reader, self._writer = os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writer)
            _serve(reader)
        os.close(reader)

    def serve(self, connection_file: str, folder: str) -> None:
        """Become the kernel of this connection file, working in this folder."""
        with os.fdopen(self._writer, "w") as pipe:
            json.dump([connection_file, folder], pipe)

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        if self.returncode is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if done else None
        return self.returncode

    def wait(self) -> int:
        """The exit code, once it has ended."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _serve(reader: int) -> None:
    """In the forked process: wait for the word, then be an IPython kernel until it is shut down."""
    code = 1
    try:
        with os.fdopen(reader) as pipe:
            told = pipe.read()
        if told:
            connection_file, folder = json.loads(told)
            os.setsid()
            os.environ["JPY_PARENT_PID"] = str(os.getppid())
            os.chdir(folder)
            from ipykernel.kernelapp import IPKernelApp

            IPKernelApp.launch_instance(["-f", connection_file, *QUIET])
            code = 0
    finally:
        os._exit(code)


class ForkedProvisioner(LocalProvisioner):
    """Hands a connection file to a process that was forked before any thread or socket was there."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Tell the waiting process what to serve; papermill's client then finds it as any other kernel."""
        manager: Any = self.parent
        forked = manager.forked
        forked.serve(manager.connection_file, str(kwargs.get("cwd") or os.getcwd()))
        self.process, self.pid, self.cwd = forked, forked.pid, kwargs.get("cwd")
        return self.connection_info


class ForkedKernelManager(AsyncKernelManager):
    """Jupyter's kernel manager over sockets in a folder instead of ports, which kernels side by side could race for."""

    forked: Forked
    scratch: Path

    async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict[str, Any]]:
        self.connection_file = str(self.scratch / "kernel.json")
        self.transport, self.ip = "ipc", str(self.scratch / "kernel")
        self.provisioner = ForkedProvisioner(parent=self, kernel_id=self.kernel_id, kernel_spec=self.kernel_spec)
        told: tuple[list[str], dict[str, Any]] = await super()._async_pre_start_kernel(**kwargs)
        return told


def manager_of(forked: Forked, scratch: Path) -> type[ForkedKernelManager]:
    """The class that papermill is given to start the kernel of one notebook."""
    return type("OneKernelManager", (ForkedKernelManager,), {"forked": forked, "scratch": scratch})
