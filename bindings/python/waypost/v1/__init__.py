"""The contract as messages for Python's Protobuf: `from waypost.v1 import command_pb2`.

Importing it compares the generated code with what the module in C++ was built with: a mixture of
two versions is an ImportError, not a command that is read differently.
"""

import importlib as _importlib

from waypost import _native

FILES = ("annotations", "diagnostics", "calendar", "roster", "policy", "command", "event", "query",
         "import", "snapshot", "call")

for _name in FILES:
    _module = _importlib.import_module(f"waypost.v1.{_name}_pb2")
    _built = _native.schema(f"waypost/v1/{_name}.proto")
    if _built is not None and _module.DESCRIPTOR.serialized_pb != _built:
        raise ImportError(
            f"waypost/v1/{_name}_pb2.py is not of the version that waypost was built with; "
            "install the package again, as a whole")
