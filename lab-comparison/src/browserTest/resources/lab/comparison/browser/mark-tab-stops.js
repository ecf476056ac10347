/* Numbers all controls that can be seen and used; returns what they are. */
() => [...document.querySelectorAll(
  'a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex="0"]')]
  .filter(element => element.checkVisibility({ visibilityProperty: true }))
  .map((element, index) => {
    element.dataset.tabStop = index;
    return element.outerHTML.replace(/ data-tab-stop="\d+"/, '').slice(0, 120);
  })
