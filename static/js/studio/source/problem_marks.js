// Lines with problems: marked in the gutter and in the text.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker } from "@codemirror/view";

const setProblems = StateEffect.define();

class Mark extends GutterMarker {
  constructor(messages) {
    super();
    this.messages = messages;
  }

  eq(other) {
    return other.messages === this.messages;
  }

  toDOM() {
    const mark = document.createElement("span");
    mark.className = "cm-problem-mark";
    mark.textContent = "●";
    mark.title = this.messages;
    return mark;
  }
}

const LINE = Decoration.line({ class: "cm-problem-line" });

const marks = StateField.define({
  create: () => ({ gutter: RangeSet.empty, lines: Decoration.none }),
  update(value, transaction) {
    const effect = transaction.effects.find((candidate) => candidate.is(setProblems));
    if (effect) return marksOf(transaction.state, effect.value);
    if (!transaction.docChanged) return value;
    return { gutter: value.gutter.map(transaction.changes), lines: value.lines.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});

function marksOf({ doc }, problems) {
  const byLine = new Map();
  for (const { line, message } of problems) {
    const number = Math.min(Math.max(line, 1), doc.lines);
    byLine.set(number, [...(byLine.get(number) ?? []), message]);
  }
  const places = [...byLine].sort(([one], [other]) => one - other);
  const at = (number) => doc.line(number).from;
  return {
    gutter: RangeSet.of(places.map(([number, messages]) => new Mark(messages.join("\n")).range(at(number)))),
    lines: RangeSet.of(places.map(([number]) => LINE.range(at(number)))),
  };
}

/** The extension that shows the marks. */
export const PROBLEM_MARKS = [
  marks,
  gutter({ class: "cm-problem-gutter", markers: (view) => view.state.field(marks).gutter }),
];

/** Mark the lines of these problems and no others. */
export function markProblems(view, problems) {
  view.dispatch({ effects: setProblems.of(problems.filter(({ line }) => line > 0)) });
}
