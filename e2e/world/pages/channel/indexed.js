/** Opens the database, creates its store if it doesn't exist, and stores the record. */
export async function putRecord(database, store, keyPath, record) {
  const opening = indexedDB.open(database, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(store, { keyPath }));
  const opened = await settle(opening);
  const transaction = opened.transaction(store, 'readwrite');
  await settle(transaction.objectStore(store).put(record));
  opened.close();
}

function settle(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('blocked', () => reject(new Error('the database is blocked')));
  });
}
