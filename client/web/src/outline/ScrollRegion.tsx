import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

const NEAREST = { block: "nearest", inline: "nearest" } as const;

/** Something wide that scrolls sideways on its own; while it does, the keyboard can reach and scroll it. */
export function ScrollRegion({ label, children }: Props) {
  const region = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return undefined;
    const measure = (): void => setScrolls(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const reachable = scrolls ? ({ role: "region", "aria-label": label, tabIndex: 0 } as const) : {};
  // Browsers leave what has the focus cut off where some of it shows.
  const show = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement && event.target !== region.current) event.target.scrollIntoView(NEAREST);
  };
  return (
    <div ref={region} class="outline-scroll" onFocusCapture={show} {...reachable}>
      {children}
    </div>
  );
}
