import { Component, type ComponentChildren } from 'preact';
import { TranslateContext } from '../format/translate';

interface ErrorBoundaryProps {
  /** What the children show: when it changes, they are tried again. */
  readonly of: unknown;
  readonly children: ComponentChildren;
}

interface ErrorBoundaryState {
  readonly failed?: { readonly of: unknown };
}

/**
 * Keeps a fault in one part from taking the others along, and says that there was one. Says nothing of the error: its
 * text may hold what a token holds.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  override componentDidCatch() {
    this.setState({ failed: { of: this.props.of } });
  }

  override render() {
    const { failed } = this.state;
    if (!failed || failed.of !== this.props.of) return this.props.children;
    return (
      <TranslateContext.Consumer>{(t) => <p class="failure">{t('failure')}</p>}</TranslateContext.Consumer>
    );
  }
}
