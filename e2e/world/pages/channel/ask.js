/** A request whose answer is read to its end. */
export async function ask(path, init) {
  const answer = await fetch(path, init);
  await answer.arrayBuffer();
}
