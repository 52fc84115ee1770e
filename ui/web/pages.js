// For the pages beside the chat: the reader's own light or dark, the marked cell in sight, and sending files. Speaks to this server
// only; what comes back is put in as text, never as markup, but for the list of documents, which the server has escaped.
document.documentElement.classList.toggle('dark', window.matchMedia('(prefers-color-scheme: dark)').matches);
window.budgetqaShowCell(document);

(() => {
  const list = document.querySelector('#document-list');
  if (!list) return;
  const form = document.querySelector('#upload');
  const progress = document.querySelector('#progress');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const show = (...parts) => { progress.hidden = false; progress.replaceChildren(...parts); };
  const bar = (value) => {
    const made = document.createElement('progress');
    if (value !== null) { made.max = 1; made.value = value; }
    return made;
  };
  const fail = (reason) => show(element('p', fill(form.dataset.failed, { reason }), 'problem'));

  const refresh = async () => {
    const page = new DOMParser().parseFromString(await (await fetch('documents')).text(), 'text/html');
    list.replaceChildren(...page.querySelector('#document-list').childNodes);
  };

  const outcome = (row) => {
    const item = element('li');
    item.append(element('span', form.dataset[row.status], `status ${row.status}`), ' ', element('b', row.document));
    // The reason names the program's own option; here there is a box to be ticked.
    const forced = /;? use --force.*$/;
    if (row.reason) {
      const hint = forced.test(row.reason) ? ` ${form.dataset.force}` : '';
      item.append(element('div', row.reason.replace(forced, '.') + hint));
    }
    if (row.warnings.length) {
      const more = element('details');
      more.append(element('summary', fill(form.dataset.warnings, { n: row.warnings.length })));
      const texts = element('ul');
      row.warnings.forEach((warning) => texts.append(element('li', warning)));
      more.append(texts);
      item.append(more);
    }
    return item;
  };

  const follow = async (job) => {
    for (;;) {
      const answer = await fetch(`api/ingest/${job}`);
      const state = await answer.json();
      if (!answer.ok) return fail(state.error || state.detail || answer.status);
      const results = element('ul', '', 'outcomes');
      state.rows.forEach((row) => results.append(outcome(row)));
      if (state.done) {
        if (state.error) return fail(state.error);
        show(results);
        return refresh();
      }
      const pages = state.pages ? state.page / state.pages : 0;
      const text = state.current
        ? fill(form.dataset.reading, { n: state.finished + 1, total: state.files, name: state.current, seconds: Math.round(state.seconds), pages: state.pages ? fill(form.dataset.pages, state) : '' })
        : form.dataset.waiting;
      show(element('p', text), bar(state.files ? (state.finished + pages) / state.files : null), results);
      await new Promise((done) => { setTimeout(done, 400); });
    }
  };

  const send = (files) => {
    const size = [...files].reduce((sum, file) => sum + file.size, 0);
    if (size > form.dataset.limit * 1048576) return fail(form.dataset.tooLarge);
    const data = new FormData();
    [...files].forEach((file) => data.append('files', file));
    const request = new XMLHttpRequest();  // fetch does not tell how much has been sent
    request.open('POST', `api/ingest?wait=false&force=${form.elements.force.checked}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => show(element('p', form.dataset.sending), bar(event.loaded / event.total));
    request.onerror = () => fail('connection');
    request.onload = () => {
      const said = request.response || {};
      if (request.status !== 202) return fail(said.error || JSON.stringify(said.detail || request.status));
      form.reset();
      return follow(said.job);
    };
    show(element('p', form.dataset.sending), bar(null));
    request.send(data);
    return undefined;
  };

  if (form) {
    form.addEventListener('submit', (event) => { event.preventDefault(); send(form.elements.files.files); });
    form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('over'); });
    form.addEventListener('dragleave', () => form.classList.remove('over'));
    form.addEventListener('drop', (event) => {
      event.preventDefault();
      form.classList.remove('over');
      if (event.dataTransfer.files.length) send(event.dataTransfer.files);
    });
  }

  list.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-act]');
    if (!button || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) return;
    const query = new URLSearchParams({ document: button.dataset.document });
    const remove = button.dataset.act === 'remove';
    button.disabled = true;
    const answer = await fetch(remove ? `api/documents?${query}` : `api/documents/again?${query}`, { method: remove ? 'DELETE' : 'POST' });
    const said = await answer.json();
    button.disabled = false;
    if (!answer.ok) { fail(said.error || said.detail); progress.scrollIntoView({ block: 'center' }); }
    else if (remove) await refresh();
    else { progress.scrollIntoView({ block: 'center' }); await follow(said.job); }
  });
})();
