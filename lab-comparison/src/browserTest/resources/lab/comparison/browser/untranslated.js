/* Texts that show their key, or have not been filled in. */
() => [...document.querySelectorAll('[data-i18n], [data-i18n-attributes]')].flatMap(element => {
  const { i18n, i18nAttributes = '' } = element.dataset;
  const shown = i18nAttributes.split(/\s+/).filter(Boolean).map(pair => {
    const [attribute, key] = pair.split(':');
    return [key, element.getAttribute(attribute)];
  });
  if (i18n) shown.push([i18n, element.textContent]);
  return shown.filter(([key, text]) => !text?.trim() || text === key || /\{\w+/.test(text))
    .map(([key, text]) => `${key} is shown as "${text}"`);
})
