// What this browser keeps in IndexedDB: sets that are kept offline, uploads that are not through, and choices made offline.
const open = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open('assetlibrary', 2);
  asked.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) {
      asked.result.createObjectStore('kept', { keyPath: 'address' });
      asked.result.createObjectStore('uploads', { keyPath: 'id' });
    }
    if (oldVersion < 2) asked.result.createObjectStore('edits', { keyPath: 'id', autoIncrement: true });
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function rows(store, mode, act) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(store, mode), request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

export const all = store => rows(store, 'readonly', s => s.getAll());
export const put = (store, row) => rows(store, 'readwrite', s => s.put(row));
export const drop = (store, key) => rows(store, 'readwrite', s => s.delete(key));
/** Whether anything was ever kept: asking makes no database where there was none. */
export const exists = async () => !!indexedDB.databases && (await indexedDB.databases()).some(d => d.name === 'assetlibrary');
