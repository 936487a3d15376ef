"""`aitdesk preview`."""

import gc

import typer

from aitdesk.cli import options


def preview(
    target: options.Target = None,
    *,
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
    install: options.Install = "default",
    user: options.UserName = "default",
    fault: options.FaultTexts = None,
    prompts: options.PromptTexts = None,
    latency: options.LatencyChoice = None,
    seed: options.Seed = None,
    throttle: options.Throttle = None,
    config: options.ConfigFile = None,
    control_port: options.ControlPort = None,
    headless: options.Headless = False,
    out: options.OutFolder = None,
    debug_port: options.DebugPort = None,
    user_scripts: options.UserScripts = True,
    device_pixels: options.DevicePixels = False,
    strict: options.Strict = False,
) -> None:
    """Open a mini-app as the Toss app would."""
    # A start makes classes and modules that stay: looking for garbage among them costs 10 ms of it.
    # Preview turns it on again once the page is under way.
    gc.disable()
    from aitdesk.runs.preview_options import PreviewOptions, prepare

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
        install=install,
        user=user,
        faults=fault or [],
        prompts=prompts or [],
        latency=latency,
        seed=seed,
        is_throttled=throttle,
        config=config,
        control_port=control_port,
        is_headless=headless,
        out=out,
        debug_port=debug_port,
        has_user_scripts=user_scripts,
        is_strict=strict,
        has_device_pixels=device_pixels,
    )
    try:
        code = prepare(wanted).run()
    finally:
        gc.enable()
    raise typer.Exit(code)
