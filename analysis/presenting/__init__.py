"""presenting"""

import sys

# jsonschema, beneath altair, builds a grammar of internationalised addresses for two seconds when it is imported, and
# does without where there is none; no chart holds such an address.
if "jsonschema" not in sys.modules:
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
