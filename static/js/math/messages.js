// The few words of this script that a reader can see, in the languages of the interface.

const MESSAGES = {
  en: {
    tooLong: "This formula is too long to typeset.",
    tooComplex: "This formula is nested too deeply or too large to typeset.",
    forbidden: "This formula uses a construction that is not allowed.",
    failed: "This formula could not be typeset.",
    unknown: (names) => `Unknown: ${names}`,
    scrolls: "Formula, scrolls sideways",
  },
  zh: {
    tooLong: "公式过长，未排版。",
    tooComplex: "公式嵌套过深或过大，未排版。",
    forbidden: "公式用了不允许的结构，未排版。",
    failed: "公式无法排版。",
    unknown: (names) => `未定义：${names}`,
    scrolls: "公式，可横向滚动",
  },
};

/** Return a message in the page's language. */
export function message(name) {
  const language = document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
  return MESSAGES[language][name];
}
