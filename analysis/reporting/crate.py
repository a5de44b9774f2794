"""A run as an RO-Crate: a CreateAction per report, from the package, the codebook and the briefings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

KINDS = {".html": "text/html", ".ipynb": "application/x-ipynb+json"}


def crate_of(manifest: dict[str, Any]) -> Any:
    """A manifest => the metadata of its RO-Crate, as JSON-LD."""
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    root, given = crate.root_dataset, manifest["inputs"]
    root["name"] = "Briefing reports"
    root["description"] = "Reports of what officials stated in figures, with the hashes of all they rest on."
    root["license"] = "https://creativecommons.org/licenses/by/4.0/"
    root["datePublished"] = latest(given["corpus"])
    package = {"name": "briefing-claims", "version": given["version"], "sha256": given["code"]}
    software = _thing(crate, "#briefing-claims", {"@type": "SoftwareApplication", **package})
    books = {name: given[name] for name in ("codebook", "units", "agencies", "migration") if given.get(name)}
    sources = [
        _thing(crate, f"#{name}", {"@type": "CreativeWork", "name": f"{name}.toml", "sha256": digest})
        for name, digest in books.items()
    ]
    for name, digest in given["corpus"].items():
        work = {"@type": "CreativeWork", "name": name, "sha256": digest}
        sources.append(_thing(crate, f"#briefing-{name}", work))
    for report in manifest["reports"]:
        _add_run(crate, report, software, sources)
    return crate.metadata.generate()


def _thing(crate: Any, identifier: str, properties: dict[str, Any]) -> Any:
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, identifier, properties=properties))


def _add_run(crate: Any, report: dict[str, Any], software: Any, sources: list[Any]) -> None:
    """One notebook's run: its parameters, whether it ended well, its files with their hashes."""
    from rocrate.model.file import File

    files = []
    for name, digest in report["files"].items():
        about = {"name": name, "encodingFormat": KINDS[Path(name).suffix], "sha256": digest}
        files.append(crate.add(File(crate, None, dest_path=name, properties=about)))
    told = json.dumps(report["parameters"], ensure_ascii=False, sort_keys=True)
    status = "FailedActionStatus" if report["error"] else "CompletedActionStatus"
    about = {"name": f"{report['notebook']} with {told}", "actionStatus": f"http://schema.org/{status}"}
    crate.add_action(software, identifier=f"#run-{report['name']}", object=sources, result=files, properties=about)


def latest(corpus: dict[str, str]) -> str:
    """The day of the latest briefing, as its id begins with it: a report's date must not hang on when it was made."""
    days = [name[:10] for name in corpus if len(name) >= 10 and name[:4].isdigit() and name[4] == name[7] == "-"]
    return max(days, default="1970-01-01")
