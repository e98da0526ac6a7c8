/**
 * Secrets as the runner masks them: the value, each of its lines (AddMaskCommandExtension in ActionCommandManager.cs),
 * and the forms that HostContext.cs registers encoders for; of these the ones that fit plain texts are here.
 */
export class Masks {
  readonly #values = new Set<string>();

  add(secret: string): void {
    for (const text of [secret, ...secret.split(/[\r\n]+/)]) {
      if (text.trim() === '') continue;
      const forms = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), base64(text)];
      for (const form of forms) this.#values.add(form);
    }
  }

  /** The text with every secret replaced, longer ones first. */
  apply(text: string): string {
    const values = [...this.#values].sort((a, b) => b.length - a.length);
    return values.reduce((shown, value) => shown.replaceAll(value, '***'), text);
  }

  hides(text: string): boolean {
    return this.apply(text) !== text;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
