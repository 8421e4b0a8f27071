import { render } from "preact";
import { App } from "./app/App";
import { routeOf } from "./app/address";
import "./styles/index.css";

const root = document.getElementById("app");
const route = routeOf(window.location);
if (root) render(<App route={route} />, root);
