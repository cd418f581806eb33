import { Component, type ComponentChildren } from 'preact';
import { SayContext } from '../translate';

interface FaultBoundaryProps {
  readonly children: ComponentChildren;
}

/**
 * Keeps a fault in one part from taking the others along, and says that there was one. Says nothing of the error: its
 * text may hold what a token holds.
 */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static override getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return <SayContext.Consumer>{(say) => <p class="fault">{say('failure')}</p>}</SayContext.Consumer>;
  }
}
