// For the pages beside the chat: the reader's own light or dark, and the marked cell in sight.
document.documentElement.classList.toggle('dark', window.matchMedia('(prefers-color-scheme: dark)').matches);
window.budgetqaShowCell(document);
