// Runs in the conversation and in the evidence panel. A button's press becomes the component's 'pick' event; the
// server answers with new content. Nothing is fetched from anywhere.

// A question stands in the conversation the moment it is sent, before the server has heard of it; what the server sends then takes
// the place of all this.
const piece = (name, kind, ...parts) => {
  const made = document.createElement(name);
  made.className = kind;
  made.append(...parts);
  return made;
};
const showAsked = (question) => {
  const log = element.querySelector('[role=log]');
  const asked = (question || '').trim();
  if (!log || !asked) return;
  const said = piece('p', 'asked', piece('span', 'sr', log.dataset.asked), asked);
  const turn = piece('article', 'turn', said, piece('div', 'reply', piece('p', 'working', log.dataset.working)));
  log.append(turn);
  turn.scrollIntoView({ block: 'nearest' });
};
if (element.closest('#transcript')) window.budgetqaAsked = showAsked;

const narrow = () => window.matchMedia('(max-width: 899px)').matches;
const reveal = () => {
  const panel = document.querySelector('#evidence');
  if (document.body.dataset.byKeys) panel.querySelector('[tabindex="-1"]').focus({ preventScroll: true });
  if (narrow()) panel.scrollIntoView({ block: 'start' });
};
const openedBy = () => document.querySelector(`#transcript [data-cite="${document.body.dataset.openedBy}"]`);

const press = (event) => {
  const button = event.target.closest('[data-cite], button[data-ask], button[data-back]');
  if (!button || !element.contains(button)) return;
  if (button.dataset.back) {
    (openedBy() || document.querySelector('#transcript .turn:last-child'))?.scrollIntoView({ block: 'center' });
    return;
  }
  const chosen = button.dataset.cite ? { cite: button.dataset.cite } : { ask: button.dataset.ask };
  if (chosen.cite) {
    // On a narrow page the evidence stands below the conversation: bring it to the reader who asked for it; who came by the keys goes
    // there with them, and back to the mark with Escape.
    document.body.dataset.byKeys = event.detail ? '' : 'yes';
    if (element.closest('#transcript')) document.body.dataset.openedBy = chosen.cite;
    // What is shown already, the server would send once more: no change that could be watched for.
    if (document.querySelector('#evidence [data-shows]')?.dataset.shows === chosen.cite) {
      reveal();
      return;
    }
    document.body.dataset.reveal = 'yes';
  }
  else window.budgetqaAsked?.(chosen.ask);
  trigger('pick', chosen);
};
element.addEventListener('click', press);
// A mark in a picture is no real button: the keys that press one must be given to it.
element.addEventListener('keydown', (event) => {
  if ((event.key === 'Enter' || event.key === ' ') && event.target.matches?.('g[data-cite]')) {
    event.preventDefault();
    press(event);
  }
});

if (element.closest('#evidence')) {
  element.tabIndex = -1;
  document.addEventListener('keydown', (event) => {
    const open = element.querySelector('.headline');
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || !open || event.target.closest('#scope')) return;
    trigger('pick', { close: 'yes' });
    (openedBy() || document.querySelector('#question textarea')).focus();
  });
}

watch('value', () => {
  window.budgetqaShowCell?.(element);
  window.budgetqaShowBoxes?.(element);
  const turns = element.querySelectorAll('.turn');
  if (turns.length) {
    const last = turns[turns.length - 1];
    const pane = element.closest('#transcript');
    if (narrow()) last.scrollIntoView({ block: 'nearest' });
    else if (pane) pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  }
  if (element.closest('#evidence') && document.body.dataset.reveal) {
    delete document.body.dataset.reveal;
    reveal();
  }
});
