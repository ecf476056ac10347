/**
 * A drawn picture as an SVG file of its own. What the style sheet says is written onto
 * the elements as presentation attributes, which every viewer and office program
 * understands; custom properties and outside style sheets they do not.
 */
const SHAPE = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
];
const TEXT = ['fill', 'font-size', 'font-weight'];
const PROPERTIES = { path: SHAPE, text: TEXT };

export function svgFile(svg, { title, description }) {
  const copy = svg.cloneNode(true);
  const drawn = svg.querySelectorAll('*');
  const copied = copy.querySelectorAll('*');
  copied.forEach((element, index) => writeStyle(element, drawn[index]));
  for (const attribute of [
    'tabindex',
    'role',
    'aria-label',
    'aria-roledescription',
    'class',
  ]) {
    copy.removeAttribute(attribute);
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('font-family', 'system-ui, sans-serif');
  copy.prepend(words('title', title), words('desc', description), paper(svg));
  return new XMLSerializer().serializeToString(copy);
}

function writeStyle(element, original) {
  const style = getComputedStyle(original);
  for (const property of PROPERTIES[element.localName] ?? []) {
    const value = style.getPropertyValue(property);
    if (value && value !== INITIAL[property]) {
      element.setAttribute(property, value);
    }
  }
  for (const attribute of ['class', 'tabindex', 'role', 'aria-hidden', 'aria-label']) {
    element.removeAttribute(attribute);
  }
}

const INITIAL = {
  'fill-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-opacity': '1',
  'font-weight': '400',
};

function words(name, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  element.textContent = text;
  return element;
}

function paper(svg) {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', '100%');
  rect.setAttribute('height', '100%');
  rect.setAttribute('fill', getComputedStyle(svg).backgroundColor);
  return rect;
}
