/* What reaches beyond the window, and can only be seen by scrolling the page sideways. */
() => {
  const width = document.documentElement.clientWidth;
  const scrolls = element => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
  const isContained = element => {
    for (let each = element.parentElement; each !== document.body; each = each.parentElement) {
      if (scrolls(each)) return true;
    }
    return false;
  };
  const breaches = [...document.body.querySelectorAll('*')]
    .filter(element => element.checkVisibility() && !element.closest('svg svg, svg > *'))
    .filter(element => {
      const { left, right } = element.getBoundingClientRect();
      return (right > width + 1 || left < -1) && !isContained(element);
    })
    .slice(0, 5)
    .map(element => `${element.outerHTML.slice(0, 120)} reaches to `
      + `${Math.round(element.getBoundingClientRect().right)} of ${width} px`);
  const scrollWidth = document.documentElement.scrollWidth;
  if (scrollWidth > width) breaches.push(`the page is ${scrollWidth} px wide in ${width} px`);
  return breaches;
}
