/** Has the browser save a file, asking the person or not as it is set to. Returns what frees the copy in memory. */
export function offerDownload(content: Blob, name: string): () => void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  // Firefox follows only links that stand in a document.
  document.body.append(link);
  link.click();
  link.remove();
  return () => URL.revokeObjectURL(url);
}
