import { Component, type ComponentChildren } from 'preact';
import { TranslateContext } from '../format/translate';

interface FaultBoundaryProps {
  /** What the children show: when it changes, they are tried again. */
  readonly of: unknown;
  readonly children: ComponentChildren;
}

interface FaultBoundaryState {
  readonly failed?: { readonly of: unknown };
}

/**
 * Keeps a fault in one part from taking the others along, and says that there was one. Says nothing of the error: its
 * text may hold what a token holds.
 */
export class ErrorBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  override state: FaultBoundaryState = {};

  override componentDidCatch() {
    this.setState({ failed: { of: this.props.of } });
  }

  override render() {
    const { failed } = this.state;
    if (!failed || failed.of !== this.props.of) return this.props.children;
    return (
      <TranslateContext.Consumer>{(say) => <p class="fault">{say('failure')}</p>}</TranslateContext.Consumer>
    );
  }
}
