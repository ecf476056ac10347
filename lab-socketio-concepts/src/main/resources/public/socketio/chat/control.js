/** A verb: a button, what to expect of it, and what came of it. */
import { onLanguage, t } from '/shared/i18n.js';
import { node } from './view.js';

export class Control {

  element = node('div', 'control');
  #button = node('button');
  #expectation = node('p', 'expect');
  #outcome = node('output');
  #key;
  #words = () => '';

  /**
   * @param key of its texts: `<key>.verb`, `<key>.expect`
   * @param press gives words, or a promise of them: a function, so that they can be said
   *   again in another language
   */
  constructor(key, press) {
    this.#key = key;
    this.#button.type = 'button';
    this.#expectation.id = `${key}-expect`;
    this.#button.setAttribute('aria-describedby', this.#expectation.id);
    const paragraph = node('p', 'outcome');
    paragraph.append(this.#outcome);
    this.element.append(this.#button, this.#expectation, paragraph);
    this.#button.addEventListener('click', async () => {
      this.#words = await press();
      this.show();
    });
    onLanguage(() => this.show());
    this.show();
  }

  show(key = this.#key) {
    this.#key = key;
    this.#button.textContent = t(`${key}.verb`);
    this.#expectation.textContent = t(`${key}.expect`);
    this.#outcome.textContent = this.#words();
  }

  set disabled(disabled) {
    this.#button.disabled = disabled;
  }
}
