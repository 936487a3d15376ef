import { Component, type ReactNode } from "react";
import { STRINGS } from "../strings";
import { readError, type CallError } from "../outcome";

type Props = { children: ReactNode };

/** A page that fails to draw shows why, instead of a blank screen. */
export class CrashScreen extends Component<Props, { crash: CallError | null }> {
  override state: { crash: CallError | null } = { crash: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { crash: readError(thrown) };
  }

  override render() {
    const { crash } = this.state;
    if (crash === null) return this.props.children;
    // The chosen language may be what failed, so both are shown.
    return (
      <main className="page" role="alert" data-testid="crash">
        <section className="card">
          <h1 className="card-title">{STRINGS.ko.crashed.title}</h1>
          <p className="card-detail">{STRINGS.en.crashed.title}</p>
          <pre className="value value-failed">{`${crash.name}: ${crash.message}`}</pre>
          <button className="button button-primary" onClick={() => location.reload()}>
            {STRINGS.ko.crashed.reload} · {STRINGS.en.crashed.reload}
          </button>
        </section>
      </main>
    );
  }
}
