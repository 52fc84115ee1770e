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

  const asked = (row) => row.namesakes && row.namesakes.length > 0;
  // What to do with files whose names are taken: they are sent again with the choice.
  const choices = (rows, files, replaceText, bothText) => {
    const tools = element('div', '', 'tools');
    [['replace', replaceText], ['both', bothText]].forEach(([sameName, text]) => {
      const button = element('button', fill(text, { n: rows.length }), 'tool');
      button.type = 'button';
      button.addEventListener('click', () => send([...new Set(rows.map((row) => files[row.upload]))], sameName));
      tools.append(button);
    });
    return tools;
  };
  const outcome = (row, files) => {
    const item = element('li');
    const name = row.file || row.document;
    item.append(element('span', form.dataset[row.status], `status ${row.status}`), ' ', element('b', name));
    if (row.status === 'unchanged' && name !== row.document) item.append(element('div', fill(form.dataset.twin, { name: row.document })));
    if (row.figures) {
      const whose = [row.organization || form.dataset.unknown, [row.fiscal_year, row.basis === 'budget' ? form.dataset.budget : form.dataset.finalAccounts].filter(Boolean).join(' ')];
      item.append(element('div', fill(form.dataset.readAs, { whose: whose.join(' · '), figures: row.figures.toLocaleString('en') }), 'quiet'));
    }
    if (asked(row)) {
      item.append(element('div', form.dataset.sameName));
      if (files) item.append(choices([row], files, form.dataset.replace, form.dataset.both));
    } else if (row.reason) {
      // The reason begins with the name that stands above it already.
      const reason = row.reason.startsWith(name) ? row.reason.slice(name.length).replace(/^[:：]\s*/, '') : row.reason;
      item.append(element('div', reason + (row.forcible ? ` ${form.dataset.force}` : '')));
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

  // Whoever leaves the page while files are read finds them again on coming back.
  const KEPT = 'budgetqa-job';
  const follow = async (job, files) => {
    sessionStorage.setItem(KEPT, job);
    for (;;) {
      const answer = await fetch(`api/ingest/${job}?language=${document.documentElement.lang === 'en' ? 'en' : 'zh'}`);
      const state = await answer.json();
      if (!answer.ok || state.done) sessionStorage.removeItem(KEPT);
      if (!answer.ok) return fail(state.error || state.detail || answer.status);
      const results = element('ul', '', 'outcomes');
      state.rows.forEach((row) => results.append(outcome(row, state.done ? files : null)));
      if (state.done) {
        if (state.error) return fail(state.error);
        const open = state.rows.filter(asked);
        // Of many files, those that need somebody stand first.
        [...results.children].filter((item) => item.querySelector('.status.refused')).reverse().forEach((item) => results.prepend(item));
        const count = (status) => state.rows.filter((row) => row.status === status).length;
        const counts = ['stored', 'replaced', 'unchanged', 'refused'].filter(count).map((status) => `${form.dataset[status]} ${count(status)}`);
        const summary = state.rows.length > 1 ? [element('p', counts.join(' · '), 'summary')] : [];
        show(...summary, ...(open.length > 1 && files ? [choices(open, files, form.dataset.replaceAll, form.dataset.bothAll)] : []), results);
        return refresh();
      }
      const pages = state.pages ? state.page / state.pages : 0;
      const text = state.current
        ? fill(form.dataset.reading, { n: state.finished + 1, total: state.files, name: state.current, seconds: Math.round(state.seconds), pages: state.pages ? fill(form.dataset.pages, state) : '' })
        : form.dataset.waiting;
      show(element('p', text), bar(state.files ? (state.finished + pages) / state.files : null), element('p', form.dataset.leave, 'quiet'), results);
      await new Promise((done) => { setTimeout(done, 400); });
    }
  };

  const send = (chosen, sameName = 'ask') => {
    const files = [...chosen];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > form.dataset.limit * 1048576) return fail(form.dataset.tooLarge);
    const data = new FormData();
    files.forEach((file) => data.append('files', file));
    const request = new XMLHttpRequest();  // fetch does not tell how much has been sent
    request.open('POST', `api/ingest?wait=false&same_name=${sameName}&force=${form.elements.force.checked}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => show(element('p', form.dataset.sending), bar(event.loaded / event.total));
    request.onerror = () => fail('connection');
    request.onload = () => {
      const said = request.response || {};
      if (request.status !== 202) return fail(said.error || JSON.stringify(said.detail || request.status));
      form.reset();
      return follow(said.job, files);
    };
    show(element('p', form.dataset.sending), bar(null));
    request.send(data);
    return undefined;
  };

  if (form) {
    if (sessionStorage.getItem(KEPT)) follow(sessionStorage.getItem(KEPT));
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
