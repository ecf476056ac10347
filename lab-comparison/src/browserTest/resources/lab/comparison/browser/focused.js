/* The number of the control that has the focus, and whether that can be seen. */
() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {
    stop: Number(element.dataset.tabStop ?? -1),
    seen: ring || style.boxShadow !== 'none',
    inWindow: element.checkVisibility(),
  };
}
