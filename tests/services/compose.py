"""What docker-compose.yml says, for tests that run the same parts as plain processes."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
IMAGE = "manualboard"


@dataclass(frozen=True)
class Compose:
    """The services by name, with their anchors filled in."""

    services: Mapping[str, Any]

    @classmethod
    def read(cls) -> "Compose":
        return cls(YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"])

    @property
    def ours(self) -> Mapping[str, Any]:
        """The services that run our image."""
        return {name: each for name, each in self.services.items() if each["image"] == IMAGE}

    @property
    def servers(self) -> Sequence[str]:
        """The servers: those that run what the image runs by itself."""
        return [name for name, each in self.ours.items() if "command" not in each]

    @property
    def proxy_config(self) -> Path:
        """The proxy's configuration, which is mounted into its container."""
        [mount] = [each for each in self.services["proxy"]["volumes"] if each.endswith(":/etc/caddy/Caddyfile:ro")]
        return ROOT / str(mount).partition(":")[0]

    def command(self, service: str) -> Sequence[str]:
        """The command of a service, as the file spells it."""
        command = self.services[service]["command"]
        return shlex.split(command) if isinstance(command, str) else list(command)
