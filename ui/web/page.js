// Runs in the conversation and in the evidence panel. A button's press becomes the component's 'pick' event; the
// server answers with new content. Nothing is fetched from anywhere.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-cite], button[data-ask]');
  if (!button || !element.contains(button)) return;
  const chosen = button.dataset.cite ? { cite: button.dataset.cite } : { ask: button.dataset.ask };
  // On a narrow page the evidence stands below the conversation: bring it to the reader who asked for it.
  if (chosen.cite) document.body.dataset.reveal = 'yes';
  trigger('pick', chosen);
});

const narrow = () => window.matchMedia('(max-width: 899px)').matches;

watch('value', () => {
  const box = element.querySelector('.table-box');
  const mark = element.querySelector('#cited-cell');
  if (box && mark) {
    // Only the box scrolls: moving the page away from what is being read would be worse than not seeing the cell.
    box.scrollTo(0, 0);
    const cell = mark.closest('td, th').getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    const label = mark.closest('tr').querySelector('th');
    // The headings and the row's name stay in sight, so the cell must come to rest beside them, not under them.
    const top = frame.top + (box.querySelector('thead')?.offsetHeight ?? 0);
    const left = frame.left + (label && !label.contains(mark) ? label.offsetWidth : 0);
    const right = frame.left + box.clientWidth;
    const bottom = frame.top + box.clientHeight;
    if (cell.bottom > bottom) box.scrollTop = (cell.top + cell.bottom) / 2 - (top + bottom) / 2;
    if (cell.right > right) box.scrollLeft = Math.min((cell.left + cell.right) / 2 - (left + right) / 2, cell.left - left);
  }
  const turns = element.querySelectorAll('.turn');
  if (turns.length) {
    const last = turns[turns.length - 1];
    const pane = element.closest('#transcript');
    if (narrow()) last.scrollIntoView({ block: 'nearest' });
    else if (pane) pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  }
  if (element.closest('#evidence') && document.body.dataset.reveal) {
    delete document.body.dataset.reveal;
    if (narrow()) element.closest('#evidence').scrollIntoView({ block: 'start' });
  }
});
