// Starts the page: what it does stands in the other files.
import "./acts.js";
import "./composer.js";
import "./counters.js";
import "./dismissed.js";
import "./elements.js";
import "./history.js";
import "./lists.js";
import "./live.js";
import "./picker.js"; // before menus.js, which measures what it filled
import "./menus.js";
import { toBottom } from "./messages.js";
import { showModal } from "./modal.js";
import "./tables.js";
import { look } from "./unread.js";

showModal();
toBottom();
look();
