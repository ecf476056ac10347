/**
 * Reads text/event-stream (WHATWG HTML, "Parsing an event stream").
 *
 * Takes decoded text in whatever pieces the network delivers and gives back the blocks
 * that a blank line has completed. What no blank line completes is never dispatched.
 */
export class EventStreamParser {

  /** Persists over blocks: an event without `id` has the id of the one before. */
  lastEventId = '';

  #atStart = true;
  #afterCarriageReturn = false;
  #line = '';
  #block = newBlock();

  /** The complete blocks: { raw, comments, retryMillis, lastEventId, event }. */
  push(text) {
    const blocks = [];
    let rest = this.#withoutByteOrderMark(text);
    if (rest && this.#afterCarriageReturn) {
      this.#afterCarriageReturn = false;
      if (rest.startsWith('\n')) rest = rest.slice(1); // it ended that line already
    }
    for (;;) {
      const end = /\r\n|\n|\r/.exec(rest);
      if (!end) break;
      const line = this.#line + rest.slice(0, end.index);
      this.#line = '';
      rest = rest.slice(end.index + end[0].length);
      this.#afterCarriageReturn = end[0] === '\r' && rest === '';
      this.#block.raw += line + end[0];
      if (line === '') {
        this.#dispatch(blocks);
      } else {
        this.#block.lines += 1;
        this.#field(line);
      }
    }
    this.#line += rest;
    return blocks;
  }

  /** Text of the block that is still open: dropped when the stream ends here. */
  get unfinished() {
    return this.#block.raw + this.#line;
  }

  #withoutByteOrderMark(text) {
    if (!this.#atStart || text === '') return text;
    this.#atStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #field(line) {
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.#block.comments.push(line.slice(1).trim());
      return;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    // One space after the colon is not part of the value.
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    switch (name) {
      case 'event':
        this.#block.type = value;
        break;
      case 'data':
        this.#block.data.push(value);
        break;
      case 'id':
        if (!value.includes('\0')) this.#block.id = value;
        break;
      case 'retry':
        if (/^[0-9]+$/.test(value)) this.#block.retryMillis = Number(value);
        break;
      default: // any other field is ignored
    }
  }

  #dispatch(blocks) {
    const { raw, lines, comments, retryMillis, id, type, data } = this.#block;
    if (lines === 0) return; // a second blank line: stays with the next block's text
    this.lastEventId = id ?? this.lastEventId;
    blocks.push({
      raw,
      comments,
      retryMillis,
      lastEventId: this.lastEventId,
      // Without a data field there is no event, whatever else the block says.
      event: data.length === 0 ? undefined
        : { type: type || 'message', data: data.join('\n') },
    });
    this.#block = newBlock();
  }
}

function newBlock() {
  return {
    raw: '', lines: 0, comments: [], retryMillis: undefined,
    id: undefined, type: '', data: [],
  };
}
