import { checkReferences } from "./check";

describe("The settings of pydantic", () => {
  it("are the names of their fields in capitals, or their aliases", () => {
    checkReferences(
      "python",
      `
from typing import Optional
from pydantic import Field, AliasChoices
from pydantic_settings import BaseSettings, SettingsConfigDict

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", case_sensitive=False)
    database_url: str
    ^^^^^^^^^^^^ read schema
    OPENAI_API_KEY: str
    ^^^^^^^^^^^^^^ read schema
    debug: bool = False
    ^^^^^ read optional schema
    token: Optional[str]
    ^^^^^ read optional schema
    other: str | None = None
    ^^^^^ read optional schema
    api_key: str = Field(alias="MY_API_KEY")
                                ^^^^^^^^^^ read schema
    redis: str = Field("redis://", validation_alias=AliasChoices("REDIS_URL", "REDIS_DSN"))
                                                                  ^^^^^^^^^ read optional schema
                                                                               ^^^^^^^^^ read optional schema
    needed: str = Field(..., description="x")
    ^^^^^^ read schema
    described: str = Field(description="x")
    ^^^^^^^^^ read schema
    spare: str = Field(default="x")
    ^^^^^ read optional schema

    def method(self) -> str:
        local: str = "a"
        return local

class More(Settings):
    more: int
    ^^^^ read schema
`,
    );
  });

  it("are not guessed where a class names them in its own way", () => {
    checkReferences(
      "python",
      `
from pydantic_settings import BaseSettings as Base
class A(Base):
    model_config = {"env_prefix": "APP_"}
    silent: str
class B(A):
    silent: str
class C(Base):
    database: DatabaseSettings
    url: str
    ^^^ read schema
    class Config:
        case_sensitive = False
`,
    );
  });

  it("are none of other models", () => {
    checkReferences(
      "python",
      `
from pydantic import BaseModel
from .settings import BaseSettings
class A(BaseModel):
    a: str
class B(BaseSettings):
    b: str
`,
    );
  });

  it("go by the module that they are from", () => {
    checkReferences(
      "python",
      `
import pydantic_settings
import pydantic.v1 as old
class A(pydantic_settings.BaseSettings):
    token: str
    ^^^^^ read schema
class B(old.BaseSettings):
    key: str
    ^^^ read schema
class C(pydantic_settings.Other):
    no: str
class D(A[int]):
    no: str
`,
    );
  });

  it("may stand in one line, or nowhere yet", () => {
    checkReferences(
      "python",
      `
from pydantic_settings import BaseSettings
class Mine(BaseSettings): ...
class More(Mine):
    key: str
    ^^^ read schema
class Short(BaseSettings): token: str
                           ^^^^^ read schema
class Empty(BaseSettings):
no: str
`,
    );
  });

  it("may have options without effect, and several aliases", () => {
    checkReferences(
      "python",
      `
from pydantic_settings import BaseSettings, SettingsConfigDict
class A(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="", case_sensitive=False)
    key: str
    ^^^ read schema
    model_config: dict = {"extra": "ignore"}
    flag: ClassVar[str] = "x"
    one: str = Field()
    ^^^ read schema
    two: str = Field(env)
    ^^^ read optional schema
    three: str = Field(alias=NAME)
    four: str = Field(validation_alias=AliasChoices("FOUR", "VIER"))
                                                     ^^^^ read optional schema
                                                             ^^^^ read optional schema
    five: str = Field(..., env=["FIVE", "CINQ"])
                                 ^^^^ read optional schema
                                         ^^^^ read optional schema
    six: str = Field(..., env=["SIX"])
                                ^^^ read schema
class B(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="B_")
    no: str
    seven: str = Field(validation_alias="SEVEN")
                                         ^^^^^ read schema
class More(B):
    no: str
class ByName(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="B_", populate_by_name=True)
    no: str = Field(validation_alias="NO")
class C(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    no: str
`,
    );
  });
});
