import type { PanelModel } from '../model/panel';
import { OverrideForm } from './OverrideForm';
import { WriteBack } from './WriteBack';

/** The open form of an action with the selected token; nothing if there is none. */
export function TokenForm({ model }: { readonly model: PanelModel }) {
  const form = model.actions.form.value;
  if (form === undefined || form.kind === 'send again') return null;
  const { kind, tokenId, text } = form;
  if (tokenId !== model.tokens.selectedId.value) return null;
  const Form = kind === 'override' ? OverrideForm : WriteBack;
  return <Form key={`${kind} ${tokenId} ${text}`} model={model} tokenId={tokenId} text={text} />;
}
