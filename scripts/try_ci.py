"""Try host/docs/ci as far as one machine can: `try_ci.py workflow` and `try_ci.py container`.

The workflow's own commands run in a fresh repository with a fresh virtual environment; its actions
are left out. The container's instructions run in a fresh Debian system of debootstrap's, in a
namespace of their own: root, Linux and Debian's packages are needed, no container engine.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CI = ROOT / "host" / "docs" / "ci"
DOCKERS_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SHOWN = ("aitdesk", "Smoke")
SHM_MB = 64  # what a container gets unless it is told otherwise
# A container has few devices and a small /dev/shm; where it has no network, it still has loopback.
ENTER = """
set -e
ip link set lo up
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=755 dev "$1/dev"
for name in null zero full random urandom tty; do
  touch "$1/dev/$name"; mount --bind "/dev/$name" "$1/dev/$name"
done
ln -s /proc/self/fd "$1/dev/fd"
mkdir "$1/dev/shm"; mount -t tmpfs -o "size=$2m,mode=1777" shm "$1/dev/shm"
mkdir -p "$1/app" "$1/reports"; mount --bind "$3" "$1/app"; mount --bind "$4" "$1/reports"
mount -o remount,bind,ro "$1/app"
cd "$1"; shift 4
exec "$@"
"""
# Ubuntu 24.04 renamed some packages; `sudo` is not on every machine.
SUDO = """#!/bin/bash
renamed=()
for word in "$@"; do
  [[ $word == *t64 ]] && ! apt-cache show "$word" >/dev/null 2>&1 && word=${word%t64}
  renamed+=("$word")
done
exec "${renamed[@]}"
"""


def main() -> None:
    parts = {"workflow": try_workflow, "container": try_container}
    if len(sys.argv) != 2 or sys.argv[1] not in parts:
        sys.exit(f"usage: try_ci.py {'|'.join(parts)}")
    with tempfile.TemporaryDirectory(prefix="aitdesk-ci-") as folder:
        parts[sys.argv[1]](Path(folder))


def try_workflow(folder: Path) -> None:
    repository, tools = folder / "repository", folder / "tools"
    write_miniapp(repository)
    run([sys.executable, "-m", "venv", str(tools)])
    sudo = tools / "bin" / "sudo"
    sudo.write_text(SUDO)
    sudo.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools / 'bin'}:{os.environ['PATH']}",
        "AITDESK": str(build_wheel(folder)),
    }
    environment.pop("VIRTUAL_ENV", None)
    for name, script in workflow_steps((CI / "aitdesk.yml").read_text("utf-8")):
        run(["bash", "-e", "-c", script], what=name, cwd=repository, env=environment)
    show(repository / "reports")


def workflow_steps(text: str) -> list[tuple[str, str]]:
    """Return name and script of each `run`; of YAML only what this one file uses."""
    steps = []
    for step in re.split(r"^      - ", text, flags=re.MULTILINE)[1:]:
        found = re.search(
            r"^        run: (\|\n)?(.*?)(?=^      \S|\Z)", step, re.DOTALL | re.MULTILINE
        )
        if found is not None:
            body = found[2].split("\n\n", 1)[0]
            steps.append((step.partition("\n")[0].removeprefix("name: "), textwrap.dedent(body)))
    return steps


def try_container(folder: Path) -> None:
    system, context, reports = folder / "system", folder / "context", folder / "reports"
    miniapp = folder / "miniapp"
    write_miniapp(miniapp)
    run(["npm", "run", "--silent", "build"], cwd=miniapp)
    reports.mkdir()
    reports.chmod(0o777)
    context.mkdir()
    wheel = build_wheel(context)
    make_system(system)
    at = [system, miniapp, reports]
    user, environment, start = "root", {"PIP_CERT": "/host-ca.crt"}, dict[str, list[str]]()
    for word, rest in instructions((CI / "Dockerfile").read_text("utf-8")):
        match word:
            case "RUN":
                script = ["sh", "-c", rest]
                inside(script, what=f"RUN {rest[:60]}", user=user, env=environment, at=at)
            case "COPY":
                shutil.copy(wheel, system / rest.split()[-1].strip("/"))
            case "USER":
                user = rest
            case "ENV":
                environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "ENTRYPOINT" | "CMD":
                start[word] = json.loads(rest)
            case _:
                print(f"  {word} {rest}", flush=True)
    environment["PATH"] = environment["PATH"].replace("$PATH", DOCKERS_PATH)
    command = start["ENTRYPOINT"] + start["CMD"]
    inside(["aitdesk", "doctor"], what="aitdesk doctor", user=user, env=environment, at=at)
    for runner in (user, "4321:4321"):  # the second as with --user, who has no name and no home
        inside(
            ["rm", "-rf", environment["AITDESK_HOME"]],
            what="an empty data folder",
            user="root",
            env=environment,
            at=at,
        )
        tried = [*command, "--out", f"/reports/{runner.partition(':')[0]}"]
        what = f"aitdesk as {runner}, without a network"
        inside(tried, what=what, user=runner, env=environment, at=at, has_network=False)
    show(reports)


def instructions(text: str) -> list[tuple[str, str]]:
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    return [tuple(line.split(" ", 1)) for line in joined.splitlines() if line]  # type: ignore[misc]


def make_system(system: Path) -> None:
    """Make what `FROM debian:bookworm-slim` is, of the packages that this machine gets."""
    sources = Path("/etc/apt/sources.list.d/debian.sources")
    found = re.search(
        r"^URIs: (\S+)", sources.read_text() if sources.exists() else "", re.MULTILINE
    )
    mirror = [] if found is None else [found[1]]
    run(["debootstrap", "--variant=minbase", "bookworm", str(system), *mirror], what="FROM")
    if mirror:
        (system / "etc/apt/sources.list").unlink(missing_ok=True)
        shutil.copy(sources, system / "etc/apt/sources.list.d")
    shutil.copytree("/etc/apt/apt.conf.d", system / "etc/apt/apt.conf.d", dirs_exist_ok=True)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc", name), system / "etc")
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", system / "host-ca.crt")


def inside(
    command: list[str],
    *,
    what: str,
    user: str,
    env: dict[str, str],
    at: list[Path],
    has_network: bool = True,
) -> None:
    system, miniapp, reports = at
    places = [str(system), str(SHM_MB), str(miniapp), str(reports)]
    apart = ["unshare", "--mount", "--pid", "--fork", "--propagation", "private"]
    apart += [] if has_network else ["--net"]
    words = [f"{name}={text}" for name, text in {"HOME": "/", "PATH": DOCKERS_PATH, **env}.items()]
    changed = ["chroot", f"--userspec={user}", ".", "env", "-i", "-C", "/app", *words, *command]
    run([*apart, "bash", "-c", ENTER, "enter", *places, *changed], what=what)


def write_miniapp(folder: Path) -> None:
    """Write a repository whose build gives the sample."""
    folder.mkdir()
    page = ROOT / "webapp" / "sample" / "dist"
    copying = f"require('fs').cpSync({json.dumps(str(page))}, 'dist', {{ recursive: true }})"
    (folder / "build.cjs").write_text(copying)
    package = {"name": "tried", "version": "1.0.0", "scripts": {"build": "node build.cjs"}}
    (folder / "package.json").write_text(json.dumps(package))
    lock = {"name": "tried", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": package}}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    (folder / "granite.config.ts").write_text("export default { appName: 'tried' };\n")


def build_wheel(folder: Path) -> Path:
    tool = [str(ROOT / ".venv/bin/python"), "-m", "pip", "wheel", "-q", "--no-deps"]
    run([*tool, "--no-build-isolation", "-w", str(folder), str(ROOT)], what="the wheel of aitdesk")
    return next(folder.glob("*.whl"))


def run(
    command: list[str],
    *,
    what: str = "",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> None:
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    mark = "✓" if done.returncode == 0 else f"✗ {done.returncode}"
    print(
        f"{mark} {what or shlex.join(command)[:80]}  {time.monotonic() - start:.1f} s", flush=True
    )
    if done.returncode != 0 or what.startswith(SHOWN):
        print(textwrap.indent(done.stdout[-6000:], "    "), flush=True)
    if done.returncode != 0:
        sys.exit(1)


def show(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        print(f"    {file.relative_to(folder)} {file.stat().st_size}")


if __name__ == "__main__":
    main()
