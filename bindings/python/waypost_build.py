"""Builds the wheel of waypost: what `pip install .` calls (PEP 517).

It calls CMake with the interpreter it runs in, and packs what that lays out. It needs nothing but
Python, CMake, a compiler and the libraries of `scripts/setup`: where no package index can be
reached, other backends cannot even be fetched. `config_settings` (`pip install -C name=value`):

  cmake-args   more arguments for CMake, separated by spaces
  build-dir    a build tree to use again, instead of one that is thrown away
"""

import base64
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STAMP = (1980, 1, 1, 0, 0, 0)  # the same files give the same wheel


def _version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(waypost\s+VERSION\s+([0-9.]+)", text).group(1)


def _metadata():
    readme = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    return (
        f"Metadata-Version: 2.1\nName: waypost\nVersion: {_version()}\n"
        "Summary: Customer-support desks: policies, engines, calendars, classifiers and replays of recorded logs\n"
        "License: Apache-2.0\nRequires-Python: >=3.9\n"
        "Provides-Extra: tables\nRequires-Dist: numpy ; extra == 'tables'\n"
        "Requires-Dist: pandas ; extra == 'tables'\n"
        "Provides-Extra: pictures\nRequires-Dist: matplotlib ; extra == 'pictures'\n"
        "Provides-Extra: messages\nRequires-Dist: protobuf ; extra == 'messages'\n"
        f"Description-Content-Type: text/markdown\n\n{readme}"
    )


def _tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
    return f"{python}-{python}-{platform}"


def _wheel_text():
    return f"Wheel-Version: 1.0\nGenerator: waypost_build\nRoot-Is-Purelib: false\nTag: {_tag()}\n"


def _build(build, settings):
    """Returns the folder that holds the package."""
    configure = [
        "cmake", "-S", str(ROOT), "-B", str(build), "-DCMAKE_BUILD_TYPE=Release",
        f"-DPython_EXECUTABLE={sys.executable}", "-DWAYPOST_BUILD_TESTS=OFF",
        "-DWAYPOST_BUILD_BENCHMARKS=OFF", "-DWAYPOST_BUILD_EXAMPLES=OFF", "-DWAYPOST_INSTALL=OFF",
        "-DWAYPOST_WERROR=OFF", "-DCMAKE_SHARED_LINKER_FLAGS=-Wl,-s", "-DCMAKE_MODULE_LINKER_FLAGS=-Wl,-s",
    ]
    if shutil.which("ninja"):
        configure += ["-G", "Ninja"]
    if shutil.which("ccache"):
        configure.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
    subprocess.run(configure + str(settings.get("cmake-args", "")).split(), check=True)
    jobs = str(os.cpu_count() or 1)
    made = subprocess.run(
        ["cmake", "--build", str(build), "--target", "waypost_python_package", "--parallel", jobs], check=False)
    if made.returncode != 0:
        raise SystemExit("waypost was not built: see above; scripts/setup installs what it needs")
    return build / "bindings" / "python" / "package"


def _write_wheel(package, target):
    record = []

    def add(archive, name, data):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{name},sha256={digest},{len(data)}")
        info = zipfile.ZipInfo(name, STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        archive.writestr(info, data)

    about = f"waypost-{_version()}.dist-info"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(package.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                add(archive, path.relative_to(package).as_posix(), path.read_bytes())
        add(archive, f"{about}/LICENSE", (ROOT / "LICENSE").read_bytes())
        add(archive, f"{about}/METADATA", _metadata().encode())
        add(archive, f"{about}/WHEEL", _wheel_text().encode())
        archive.writestr(zipfile.ZipInfo(f"{about}/RECORD", STAMP),
                         "\n".join([*record, f"{about}/RECORD,,", ""]))


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """So that pip need not build a wheel to read what is known before."""
    about = pathlib.Path(metadata_directory) / f"waypost-{_version()}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(_metadata(), encoding="utf-8")
    (about / "WHEEL").write_text(_wheel_text(), encoding="utf-8")
    return about.name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    settings = config_settings or {}
    name = f"waypost-{_version()}-{_tag()}.whl"
    with tempfile.TemporaryDirectory() as scratch:
        build = pathlib.Path(settings.get("build-dir", scratch)).resolve()
        _write_wheel(_build(build, settings), pathlib.Path(wheel_directory) / name)
    return name


def build_sdist(sdist_directory, config_settings=None):
    """What Git knows of, so that a wheel can be built of it."""
    name = f"waypost-{_version()}"
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], check=True, capture_output=True)
    with tarfile.open(pathlib.Path(sdist_directory) / f"{name}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for path in listed.stdout.decode().split("\0"):
            if path and (ROOT / path).is_file():
                archive.add(ROOT / path, f"{name}/{path}")
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as info:
            info.write(_metadata())
            info.flush()
            archive.add(info.name, f"{name}/PKG-INFO")
    return f"{name}.tar.gz"
