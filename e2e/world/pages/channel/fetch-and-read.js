/** Sends a request and reads its response to the end. */
export async function fetchAndRead(path, init) {
  const response = await fetch(path, init);
  await response.arrayBuffer();
}
