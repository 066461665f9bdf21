// Starts the page: what it does stands in the other files.
import "./acts.js";
import "./composer.js";
import "./dismissed.js";
import "./elements.js";
import "./live.js";
import "./menus.js";
import { toBottom } from "./messages.js";
import { showModal } from "./modal.js";
import "./tables.js";
import "./unread.js";

showModal();
toBottom();
