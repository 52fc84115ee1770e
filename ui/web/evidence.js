// For every page that shows evidence: lays the box over the picture of the printed page, keeps the marked cell in sight, copies
// text. Listens on the whole document, because the evidence is put in later. Fetches nothing.
(() => {
  const placeBoxes = (picture) => {
    // Positions are in points; the picture has data-scale pixels a point.
    const width = picture.naturalWidth / picture.dataset.scale;
    const height = picture.naturalHeight / picture.dataset.scale;
    const places = picture.dataset.boxes ? picture.dataset.boxes.split(';') : [];
    const boxes = picture.parentElement.querySelectorAll('.cell-box');
    places.forEach((place, number) => {
      const [left, top, right, bottom] = place.split(' ').map(Number);
      const style = boxes[number].style;
      style.left = `${(100 * left) / width}%`;
      style.top = `${(100 * top) / height}%`;
      style.width = `${(100 * (right - left)) / width}%`;
      style.height = `${(100 * (bottom - top)) / height}%`;
      boxes[number].hidden = false;
    });
    if (boxes.length) bringIntoSight(boxes[0], picture.closest('.page-box'));
  };
  const bringIntoSight = (box, frame) => {
    const cell = box.getBoundingClientRect();
    const seen = frame.getBoundingClientRect();
    frame.scrollTop += cell.top + cell.height / 2 - seen.top - frame.clientHeight / 2;
    frame.scrollLeft += cell.left + cell.width / 2 - seen.left - frame.clientWidth / 2;
  };

  // Evidence that is put in the place of other evidence on the same page may keep its picture, which is not loaded again then.
  window.budgetqaShowBoxes = (element) => {
    element.querySelectorAll('.sheet img').forEach((picture) => { if (picture.complete && picture.naturalWidth) placeBoxes(picture); });
  };

  const isPage = (target) => target instanceof HTMLImageElement && target.closest('.sheet');
  document.addEventListener('load', (event) => { if (isPage(event.target)) placeBoxes(event.target); }, true);
  document.addEventListener('error', (event) => {
    if (!isPage(event.target)) return;
    const figure = event.target.closest('.printed-page');
    figure.querySelector('.page-box').hidden = true;
    figure.querySelector('.gone').hidden = false;
  }, true);

  // Only the table's own box scrolls: moving the page away from what is being read would be worse than not seeing the cell.
  window.budgetqaShowCell = (element) => {
    const box = element.querySelector('.table-box');
    const mark = element.querySelector('#cited-cell');
    if (!box || !mark || !box.contains(mark)) return;
    box.style.paddingInlineEnd = '';
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
    // A number half under the row's name would read as another number: it goes under it wholly, if need be into room made at the end.
    const cut = [...mark.closest('tr').children].filter((one) => one !== label).map((one) => one.getBoundingClientRect())
      .find((one) => one.left < left - 1 && one.right > left + 1);
    if (!cut) return;
    const wanted = box.scrollLeft + cut.right - left;
    const lacking = Math.ceil(wanted - (box.scrollWidth - box.clientWidth));
    if (lacking > 0) box.style.paddingInlineEnd = `${lacking}px`;
    box.scrollLeft = wanted;
  };

  const copy = async (text) => {
    // The clipboard is closed to pages that are not served from this machine or over HTTPS: then the old way.
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  };
  const save = (data, name) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(data);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const fileName = (title) => title.replace(/[\\/:*?"<>|\s]+/g, '_').slice(0, 80) || 'chart';
  const savePicture = (button) => {
    const drawn = button.closest('.chart').querySelector('svg');
    const [, , width, height] = drawn.getAttribute('viewBox').split(' ').map(Number);
    const copied = drawn.cloneNode(true);
    copied.setAttribute('width', width);
    copied.setAttribute('height', height);
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement('canvas');
      const scale = 2;
      const edge = 16;
      canvas.width = (width + 2 * edge) * scale;
      canvas.height = (height + 2 * edge) * scale;
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#ffffff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, edge * scale, edge * scale, width * scale, height * scale);
      canvas.toBlob((data) => save(data, `${fileName(button.dataset.png)}.png`));
    };
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copied))}`;
  };
  // Escape closes what was opened, the innermost first, and leaves the reader at what opens it again.
  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && !event.isComposing ? event.target.closest?.('details.look[open], #evidence details[open], .source details[open]') : null;
    if (!open) return;
    event.preventDefault();
    open.open = false;
    open.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    const chart = event.target.closest?.('button[data-png], button[data-csv]');
    if (chart?.dataset.png !== undefined) savePicture(chart);
    // The byte order mark is what makes Excel read the Chinese as UTF-8.
    else if (chart) save(new Blob(['\ufeff', chart.dataset.csv], { type: 'text/csv' }), `${fileName(chart.dataset.name)}.csv`);
    const button = event.target.closest?.('button[data-copy]');
    if (!button) return;
    copy(button.dataset.copy).then(() => {
      const name = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = name; }, 1500);
    });
  });
})();
