import "../people/people.css";
import { useBoard } from "../app/scope";
import { holdersOf } from "../model/session_roles";
import { launchesWithRoles, nameHere, roleWarnings, today, todaysRoles } from "../people/todays_roles";

/** What this person is today and does in it, and who has the roles of the launch that is on. */
export function RolesNow({ launch }: { readonly launch: string }) {
  const scope = useBoard();
  const roles = launchesWithRoles(scope).find(([id]) => id === launch)?.[1];
  const mine = todaysRoles(scope, scope.info.participant.id);
  const day = today(scope);
  const taken = roles?.offered.filter(({ id }) => holdersOf(roles, id, day).length > 0) ?? [];
  if (!roles && mine.length === 0) return null;
  return (
    <section class="roles-now" aria-label="Roles today">
      {mine.map((role) => (
        <p key={role.title} class="my-role">
          <strong>You are {role.title}.</strong> {role.do}
        </p>
      ))}
      {roles && taken.length > 0 && (
        <ul class="hint">
          {taken.map(({ id, title }) => (
            <li key={id}>
              {title}: {holdersOf(roles, id, day).map((who) => nameHere(scope, who)).join(", ")}
            </li>
          ))}
        </ul>
      )}
      {roles && roleWarnings(scope, roles).map((words) => (
        <p key={words} class="role-warning">
          {words}
        </p>
      ))}
      {roles && <RolesButton />}
    </section>
  );
}

function RolesButton() {
  const { view } = useBoard();
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        view.dialog.value = { name: "people" };
      }}
    >
      Roles
    </button>
  );
}
