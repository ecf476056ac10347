/* Rules that a machine can check; each breach is one sentence. */
() => {
  const breaches = [];
  const all = selector => [...document.querySelectorAll(selector)];
  const show = element => element.outerHTML.slice(0, 120);
  const demand = (kept, rule, element) => {
    if (!kept) breaches.push(element ? `${rule}: ${show(element)}` : rule);
  };
  const textOf = ids => ids.split(/\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  const nameOf = element => [
    element.getAttribute('aria-label') ?? '',
    textOf(element.getAttribute('aria-labelledby') ?? ''),
    ...[...(element.labels ?? [])].map(label => label.textContent),
    /^(BUTTON|A|SUMMARY)$/.test(element.tagName) ? element.textContent : '',
  ].join('').trim();
  const visible = element => element.checkVisibility();

  demand(/^(en|fr)$/.test(document.documentElement.lang), 'The page says its language');
  demand(document.title.trim() !== '', 'The page has a title');
  demand(all('meta[name=viewport]').length === 1, 'The page adapts to the window');
  demand(!/user-scalable\s*=\s*no|maximum-scale/.test(
    document.querySelector('meta[name=viewport]')?.content), 'The page can be zoomed');

  demand(all('h1').length === 1, `There is one h1, were ${all('h1').length}`);
  demand(all('main').length === 1, 'There is one main');
  demand(all('body > header').length === 1, 'There is one banner');
  all('h1, h2, h3, h4, h5, h6').filter(visible).reduce((before, heading) => {
    const level = Number(heading.tagName[1]);
    demand(heading.textContent.trim() !== '', 'A heading has words', heading);
    demand(level <= before + 1, `After h${before} comes at most h${before + 1}`, heading);
    return level;
  }, 0);
  all('main > section, main section[aria-label], main section[aria-labelledby]')
    .forEach(section => demand(nameOf(section) !== '' || section.querySelector('h2, h3'),
      'A section has a heading or a name', section));

  all('input, select, textarea').forEach(control =>
    demand(nameOf(control) !== '', 'A field has a label', control));
  all('button, a[href], summary').forEach(control =>
    demand(nameOf(control) !== '', 'A control has a name', control));
  all('[tabindex="0"]').forEach(stop =>
    demand(nameOf(stop) !== '' || stop.matches('pre, .code-lines'), 'A stop of the Tab key has a name', stop));
  all('[role=group], [role=img], canvas').forEach(element =>
    demand(nameOf(element) !== '', 'It has a name', element));
  all('svg').forEach(svg => demand(
    svg.getAttribute('aria-hidden') === 'true' || svg.closest('[aria-hidden=true]')
      || nameOf(svg) !== '', 'A picture has a name or is hidden', svg));
  all('img').forEach(img => demand(img.hasAttribute('alt'), 'An image has alt', img));
  all('[tabindex]').forEach(element =>
    demand(element.tabIndex <= 0, 'The order of the Tab key is that of the page', element));
  all('button').filter(visible).forEach(button => {
    const { width, height } = button.getBoundingClientRect();
    demand((width >= 24 && height >= 24), 'A button is at least 24 by 24 px (WCAG 2.5.8)', button);
  });
  all('th').forEach(cell => demand(cell.scope, 'A header cell says what it heads', cell));

  const ids = all('[id]').map(({ id }) => id);
  ids.filter((id, index) => ids.indexOf(id) !== index)
    .forEach(id => breaches.push(`An id is unique: ${id}`));
  for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
    all(`[${attribute}]`).forEach(element =>
      element.getAttribute(attribute).split(/\s+/).forEach(id =>
        demand(ids.includes(id), `${attribute} points to something`, element)));
  }
  all('a[target=_blank]').forEach(link =>
    demand(link.rel.includes('noopener'), 'A new window cannot reach this one', link));
  demand(all('[aria-live], [role=status], output').length > 0, 'What changes is told');
  return breaches;
}
