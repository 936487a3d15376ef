"""`aitdesk serve`."""

from typing import Annotated

import typer

from aitdesk.cli import options

Test = Annotated[
    bool,
    typer.Option(
        "--test",
        help="A fresh phone, offscreen, with control and DevTools open: for tests of yours.",
    ),
]
WithInput = Annotated[
    bool,
    typer.Option("--ends-with-input", help="End when the standard input does.", hidden=True),
]
Idle = Annotated[bool, typer.Option("--idle", help="Leave the first window empty.", hidden=True)]


def serve(
    target: options.Target = None,
    *,
    test: Test = False,
    app_name: options.AppName = None,
    line: options.LineChoice = None,
    sdk_version: options.SdkVersion = None,
    device: options.DeviceName = None,
    os: options.OsChoice = None,
    toss_version: options.TossVersion = None,
    environment: options.EnvironmentChoice = None,
    locale: options.LocaleTag = None,
    scheme: options.Scheme = None,
    origin: options.OriginChoice = None,
    origin_before: options.OriginBefore = None,
    prompts: options.PromptTexts = None,
    config: options.ConfigFile = None,
    control_port: options.ControlPort = None,
    debug_port: options.DebugPort = None,
    user_scripts: options.UserScripts = True,
    strict: options.Strict = False,
    ends_with_input: WithInput = False,
    idle: Idle = False,
) -> None:
    """Serve a mini-app to tests; prints one line of JSON that says where."""
    from aitdesk.errors import ConfigError
    from aitdesk.runs.preview_options import PreviewOptions
    from aitdesk.runs.serve import Service

    if not test:
        raise ConfigError("serve needs --test: for a window, run aitdesk preview")
    wanted = PreviewOptions(
        target=target,
        app_name=app_name,
        line=line,
        sdk_version=sdk_version,
        device=device,
        os=os,
        toss_version=toss_version,
        environment=environment,
        locale=locale,
        scheme=scheme,
        origin=origin,
        origin_before=origin_before,
        prompts=prompts or [],
        config=config,
        control_port=control_port,
        is_headless=True,
        debug_port=debug_port or 0,
        has_user_scripts=user_scripts,
        is_strict=strict,
    )
    raise typer.Exit(Service(wanted, ends_with_input=ends_with_input, is_idle=idle).run())
