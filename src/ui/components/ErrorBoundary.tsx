import { Component, type ComponentChildren } from 'preact';
import { TranslateContext } from '../format/translate';
import { reportBug } from '../model/report-bug';

interface ErrorBoundaryProps {
  /** The data that the children show. After a failure, they are rendered again when it changes. */
  readonly of: unknown;
  readonly children: ComponentChildren;
}

interface ErrorBoundaryState {
  readonly failed?: { readonly of: unknown };
}

/**
 * Shows a message in place of children that throw, so that the rest of the page keeps working, and reports the exception.
 * Never shows the error's own message: it may contain token data.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  override componentDidCatch(error: unknown) {
    reportBug(error);
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
