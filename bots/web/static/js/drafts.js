// What was typed and not saved yet, kept in this browser until the server has it.
const PREFIX = "renkei.coach.";

export class Draft {
  constructor(name) {
    this.key = PREFIX + name;
  }

  keep(text, revision) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ text, revision }));
    } catch {
      // no room or not allowed: the page itself still holds the text
    }
  }

  // The text with the revision it was typed over, or null.
  held() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept then
    }
  }
}
