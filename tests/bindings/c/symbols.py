"""The shared library exports what symbols.txt lists, no more and no less."""
import subprocess
import sys

nm, library, listed = sys.argv[1:]
output = subprocess.run([nm, "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
exported = sorted(line.split()[2].split("@")[0] for line in output.splitlines() if line.split()[1] != "A")
wanted = open(listed, encoding="utf-8").read().split()
for name in sorted(set(exported) ^ set(wanted)):
    print(f"{name}: {'not listed' if name in exported else 'not exported'}")
sys.exit(0 if exported == sorted(wanted) else 1)
