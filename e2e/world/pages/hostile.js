const tokens = JSON.parse(document.getElementById('tokens').textContent);
const list = document.getElementById('keys');

for (const [key, token] of Object.entries(tokens)) {
  localStorage.setItem(key, token);
  const item = document.createElement('li');
  item.textContent = `${key}, ${token.length} characters`;
  list.append(item);
}
document.getElementById('status').textContent = `stored ${Object.keys(tokens).length} tokens`;
