// The page on which a post is written.
import { startEditor } from "./studio/page.js";

startEditor(document.querySelector("form[data-editor]"));
