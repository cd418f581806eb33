/**
 * Downloads a file; the browser's settings decide whether it asks where to save it. Returns a function that frees its
 * memory.
 */
export function offerDownload(content: Blob, name: string): () => void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  // Firefox follows a link only if it's in the document.
  document.body.append(link);
  link.click();
  link.remove();
  return () => URL.revokeObjectURL(url);
}
