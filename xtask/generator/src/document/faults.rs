//! What can be wrong with a document: for each fault its words, and what is done about it. No other file decides that.
//!
//! A *fatal* fault refuses the document: it cannot be read, would never end, or tries to be more than a document. Every
//! other fault is local. It is mended in the document where the meaning is plain; otherwise the place becomes raw JSON,
//! bytes or text, or goes away; and only where no request could be made, the operation is left out.

use heck::ToKebabCase;

/// What a fault does to the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No crate is made.
    Fatal,
    /// The meaning is plain: the crate is that of the corrected document.
    Mended,
    /// The place is raw JSON, bytes or text, or is ignored.
    Untyped,
    /// An operation is not in the crate.
    LeftOut,
}

/// Makes [`Fault`] from the table: the name with the texts that the words need, what the fault does, what is wrong, what
/// to do about it, and what was done.
macro_rules! faults {
    ($($(#[doc = $doc:literal])* $name:ident { $($field:ident),* } $outcome:ident
        $problem:literal, $remedy:literal, $done:literal;)+) => {
        /// Something that is wrong with a document.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fault {
            $($(#[doc = $doc])* #[allow(missing_docs)] $name { $($field: String),* },)+
        }

        impl Fault {
            /// Its name in reports, such as `dangling-reference`.
            #[must_use]
            pub fn name(&self) -> String {
                match self { $(Self::$name { .. } => stringify!($name).to_kebab_case(),)+ }
            }

            /// What it does to the crate.
            #[must_use]
            pub fn outcome(&self) -> Outcome {
                match self { $(Self::$name { .. } => Outcome::$outcome,)+ }
            }

            /// What is wrong, what to do about it, and what was done.
            #[allow(unused_variables)]
            pub(super) fn words(&self) -> [String; 3] {
                match self { $(Self::$name { $($field),* } => [format!($problem), format!($remedy), format!($done)],)+ }
            }
        }
    };
}

faults! {
    // What is read.
    /// An integer that no 64 bits hold.
    IntegerTooLarge {} Mended
        "the integer does not fit into 64 bits, so it cannot be read without changing it",
        "write a smaller integer, or write it as a floating-point number (with a fraction or an exponent)",
        "it is read as the nearest floating-point number";
    /// A mark in front of the text, which UTF-8 does not need.
    ByteOrderMark {} Mended
        "the file begins with a byte order mark (UTF-8)", "save it as UTF-8 without a byte order mark",
        "the mark is skipped";
    /// A key that an object has twice.
    KeyTwice { key } Mended
        "this object has the key `{key}` twice", "remove one of the two",
        "objects are read as one, of other values the later one counts";
    /// A version that is a number, or not written in full.
    VersionInShort { version, read } Mended
        "`{version}` is not a version of OpenAPI", "write the version in quotes and in full, such as \"3.0.3\"",
        "the document is read as OpenAPI {read}";
    /// A dialect of JSON Schema that is not known.
    UnknownDialect { dialect } Untyped
        "the schemas follow `{dialect}`, which is no dialect that is known",
        "name the dialect of OpenAPI, or none", "they are read as OpenAPI defines them";

    /// A variable of a server that may have no value.
    VariableWithoutValues {} Mended
        "`enum` of the variable lists no value", "list its values, or leave `enum` out", "it may have any value";

    // Objects and their fields.
    /// A value that should be an object.
    NotAnObject { what, found, done } Untyped
        "the {what} must be an object, here it is {found}", "write the {what} as OpenAPI defines it", "{done}";
    /// A field with a value of the wrong type.
    WrongType { field, wanted, found, remedy } Untyped
        "`{field}` must be {wanted}, here it is {found}", "{remedy}", "`{field}` is ignored";
    /// The same, where the meaning is plain.
    WrongTypeButPlain { field, wanted, found, remedy, read } Mended
        "`{field}` must be {wanted}, here it is {found}", "{remedy}", "it is read as {read}";
    /// A field that has to be there.
    MissingField { what, field, read } Mended
        "missing field `{field}`", "write the {what} as OpenAPI defines it", "it is read as {read}";
    /// An object that is not what the specification says.
    BrokenObject { what, problem } Untyped
        "{problem}", "write the {what} as OpenAPI defines it", "the {what} is ignored";
    /// A field that the specification gives other words.
    BrokenField { what, problem, field } Untyped
        "{problem}", "write the {what} as OpenAPI defines it", "`{field}` is ignored";
    /// An operation that nothing can be made of.
    BrokenOperation { problem } LeftOut
        "{problem}", "write the operation as OpenAPI defines it", "the operation is left out";
    /// Text where a word of the specification stands, that could be code.
    Code { problem, remedy } Fatal
        "{problem}", "{remedy}", "";
    /// A keyword of another version.
    KeywordOfAnotherVersion { field, version, instead, read } Mended
        "`{field}` says nothing in {version}", "write {instead}", "it is read as {read}";
    /// A field that the specification does not have.
    UnknownField { what, field, near } Untyped
        "the {what} has no field `{field}`", "{near}remove it, or let its name begin with `x-`", "it is ignored";
    /// Schemas that stand where JSON Schema has them, beside the components.
    SchemasOfTheDocument { field } Mended
        "a document has no field `{field}`", "move what stands there below `components/schemas`",
        "what stands there is read as component schemas";
    /// Two fields of which each leaves no room for the other.
    FieldsThatExclude { what, one, other } Untyped
        "the {what} has both `{one}` and `{other}`, of which it may have one", "remove one of the two",
        "`{one}` counts";
    /// A field that says nothing where it stands.
    FieldWithoutMeaning { field, place } Untyped
        "`{field}` has no meaning for {place}", "remove it", "it is ignored";
    /// Two limits that no value keeps.
    ContradictingLimits { low, high } Untyped
        "no value keeps both `{low}` and `{high}`", "correct one of the two", "neither counts";
    /// A value of `enum`, or a default, that the type does not have.
    ValueOfAnotherType { field, found, wanted } Untyped
        "`{field}` has {found}, which is not {wanted}", "correct the value, or the type", "the value is ignored";
    /// The same, where the meaning is plain.
    ValueOfAnotherTypeButPlain { field, found, wanted, read } Mended
        "`{field}` has {found}, which is not {wanted}", "correct the value, or the type", "it is read as {read}";
    /// A value that `enum` lists twice.
    EnumValueTwice { found } Mended
        "`enum` lists {found} twice", "remove one of the two", "it is listed once";
    /// A list of schemas without one.
    NoSchemas { field } Mended
        "`{field}` lists no schema", "list schemas, or remove `{field}`", "it says nothing";
    /// A discriminator whose property is in none of the schemas that it tells apart.
    DiscriminatorWithoutProperty { property } Untyped
        "no schema that the discriminator tells apart has the property `{property}`",
        "correct `propertyName`, or add the property", "it counts where a value has the property";
    /// A value of a discriminator that leads to a schema that it does not tell apart.
    MappingToNoMember { tag } Untyped
        "`{tag}` leads to a schema that is none of those that the discriminator tells apart",
        "add the schema to them, or remove the entry", "the entry is ignored";
    /// An `enum` without a value.
    EmptyEnum {} Mended
        "`enum` lists no value", "list the values, or remove `enum`", "any value of the type is taken";

    // References.
    /// A reference to another document.
    ForeignReference { reference } Fatal
        "`{reference}` refers to another document, which is never opened",
        "refer to a `.json` or `.yaml` file below the document's folder, or to a place in the document itself", "";
    /// A reference to a file that stands somewhere else.
    FileElsewhere { reference } Fatal
        "`{reference}` leads out of the document's folder, and no file there is opened",
        "put the file below the document's folder, and refer to it by its path from there", "";
    /// A reference to a file that cannot be read.
    FileNotRead { reference, problem } Fatal
        "`{reference}` refers to a file that cannot be read: {problem}",
        "correct the reference, or put the file there", "";
    /// A reference to nothing in another file.
    NothingInTheFile { reference, done } Untyped
        "`{reference}` leads to nothing: there is no such file, or no such place in it",
        "correct the reference, or put its target there", "{done}";
    /// More files than any document has.
    TooManyFiles { most } Fatal
        "the document is made of more than {most} files", "bundle it into one file first", "";
    /// Files that come to more than any document has.
    FilesTooLarge { most } Fatal
        "the files of the document hold more than {most} together",
        "remove the operations that you do not need first; no API description is that large", "";
    /// References that come back to where they began.
    EndlessReference { what, chain } Fatal
        "the reference never reaches its {what}, it comes back to itself: {chain}",
        "replace one of the references; only a property, an item or an additional property may refer back", "";
    /// A reference that is no text.
    ReferenceThatIsNoText { found, done } Untyped
        "a reference must be a string, here it is {found}",
        "write `\"$ref\": \"#/components/SECTION/NAME\"`, with the section of what is meant, such as `schemas`", "{done}";
    /// A reference that is no JSON pointer.
    ReferenceThatIsNoPointer { reference, done } Untyped
        "`{reference}` is not a JSON pointer",
        "write `#/components/SECTION/NAME`, with the section of what is meant, such as `schemas`, and with `~1` for `/` \
        and `~0` for `~` in the name", "{done}";
    /// A reference to nothing.
    DanglingReference { reference, near, done } Untyped
        "`{reference}` leads nowhere", "{near}add its target, or remove the reference", "{done}";
    /// `nullable: true` beside a reference, where OpenAPI 3.0 does not read it.
    NullableBesideReference { field, version } Mended
        "`{field}` beside `$ref` says nothing in {version}",
        "write `{field}: true` and `allOf` with the reference as its only member",
        "null is taken as well, as if it were written so";
    /// A reference to an object of another kind.
    ReferenceToAnotherKind { reference, found, wanted, done } Untyped
        "`{reference}` leads to {found}, but {wanted} is needed here", "refer to {wanted}", "{done}";
    /// A reference to something that is no object of the specification.
    ReferenceToNoObject { reference, wanted, done } Untyped
        "`{reference}` leads to a place that is not {wanted}",
        "move the target into `components`, and refer to it there", "{done}";
    /// A reference whose target is somewhere else than it says, and plain.
    ReferenceToTheWrongPlace { problem, target } Mended
        "{problem}", "refer to `{target}`", "it is read as `{target}`";
    /// A reference where none may be.
    ReferenceWhereNoneMayBe { what, done } Mended
        "the {what} cannot be a reference", "write it in full here; it may refer to components", "{done}";
    /// References that would make the document larger than any is.
    TooManyCopies { most } Fatal
        "the document holds more than {most} values when what it shares is written out",
        "remove the operations that you do not need first; no API description is that large", "";
    /// A value of a discriminator that leads to nothing that could be read.
    MappingToNothing { problem, remedy, done } Untyped "{problem}", "{remedy}", "{done}";

    // Operations.
    /// An operationId that two operations have.
    OperationIdTwice { id, first } Mended
        "the operationId `{id}` is also used by {first}", "give each operation a different operationId",
        "this operation is named after its method and path";
    /// An operationId that no name can be made of.
    OperationIdWithoutAName { id } Mended
        "no method of its own can be named after the operationId {id}",
        "give the operation another operationId", "the operation is named after its method and path";
    /// A tag that no name can be made of.
    TagWithoutAName { tag } Mended
        "the tag {tag} has no letter and no digit, so no group can be named after it",
        "rename the tag with an overlay, or put its operations into a group in generator.toml",
        "the operation is read as if it did not have the tag";
    /// A method in capitals.
    MethodInCapitals { field, method } Mended
        "`{field}` is no field of a path item", "write `{method}`", "it is read as `{method}`";
    /// An operation without answers.
    NoResponses { problem } Untyped
        "{problem}", "add at least one", "every answer is read as bytes";
    /// The status of an answer that is none.
    NotAStatus { status } Untyped
        "`{status}` is not a status", "write three digits from 100 to 599, `1XX` to `5XX`, or `default`",
        "the answer is ignored";
    /// A status that is code.
    CodeInAStatus { status } Fatal
        "`{status}` is not a status", "write three digits from 100 to 599, `1XX` to `5XX`, or `default`", "";
    /// A status in another spelling.
    StatusInAnotherSpelling { status, read } Mended
        "`{status}` is not a status", "write three digits from 100 to 599, `1XX` to `5XX`, or `default`",
        "it is read as `{read}`";
    /// One range of statuses in two spellings.
    StatusTwice { status, other } Untyped
        "`{status}` and `{other}` mean the same statuses", "remove one of the two", "`{status}` is ignored";
    /// A demand for a security scheme that nobody declares.
    UnknownSecurityScheme { scheme, near } Untyped
        "there is no security scheme `{scheme}`", "{near}declare it in `components`, or remove it here",
        "the demand is ignored";
    /// A text that cannot be a media type.
    NotAMediaType { name, done } Untyped
        "{name} is not a media type", "write a type and a subtype, such as `application/json`", "{done}";
    /// A media type that would end a line.
    DangerousMediaType { name } Fatal
        "{name} is not a media type", "write a type and a subtype, such as `application/json`", "";
    /// A header that would end a line.
    DangerousHeader { name } Fatal
        "{name} cannot be the name of a header", "use only letters, digits and hyphens", "";
    /// A text that cannot be the name of a header.
    NotAHeader { name, what } Untyped
        "{name} cannot be the name of a header", "use only letters, digits and hyphens", "the {what} is ignored";

    /// A method that no crate for HTTP calls by name.
    OtherMethod { method } LeftOut
        "`{method}` cannot be the method of such an operation",
        "name a method of HTTP that has no field of its own, and not CONNECT", "the operation is left out";

    // Parameters.
    /// A whole query that no media type describes.
    WholeQueryWithoutContent {} Mended
        "the parameter is the whole query, but has no `content`",
        "describe the query with `content`", "it is read as a form";
    /// A parameter or a header whose values are not described.
    ParameterWithoutSchema { what } Untyped
        "the {what} has neither a `schema` nor `content`", "describe its values with a `schema`", "it is text";
    /// The same, where the keywords of the schema are those of the parameter, as in Swagger 2.0.
    ParameterInSwagger { what } Mended
        "the {what} has neither a `schema` nor `content`", "put `type` and what belongs to it into a `schema`",
        "they are read as its schema";
    /// A parameter that stands for the body, as in Swagger 2.0.
    ParameterForTheBody { name, done } Mended
        "`in` of the parameter `{name}` says that it is the body, which is no place of a parameter in OpenAPI 3.0",
        "write a `requestBody`", "{done}";
    /// A body beside another one.
    SecondBody { name } Untyped
        "the parameter `{name}` is a second body", "describe the body once, or as a form alone", "it is ignored";
    /// A parameter or a header of Swagger 2.0 whose values are not described.
    ParameterWithoutType { what } Untyped
        "the {what} has no `type`", "describe its values with a `type`", "it is text";
    /// A body that is described by no media type.
    NoMediaType { what, done } Untyped
        "no media type of the {what} is described", "name one in `content`", "{done}";
    /// A parameter or a header that is described by more than one media type.
    SeveralMediaTypes { what, used } Untyped
        "`content` of the {what} has more than one media type", "describe it by one", "`{used}` is used";
    /// A list whose items are joined by tabs.
    ListsWithTabs {} Untyped
        "`collectionFormat: tsv` joins the items of a list with tabs", "choose another format, such as `csv`",
        "the items are joined with commas";
    /// A parameter that is declared twice.
    ParameterTwice { place, name, first } Mended
        "the {place} parameter `{name}` is also declared at {first}", "remove one of the two",
        "the first one is used";
    /// A parameter without a name.
    EmptyParameterName {} Untyped
        "the parameter's name is empty", "give it a name", "the parameter is ignored";
    /// A parameter of the path that is not required.
    OptionalPathParameter { name } Mended
        "the path parameter `{name}` is not required",
        "add `required: true`; no segment of a path can be left out", "it is required";
    /// A parameter of the path that is not declared.
    UndeclaredPathParameter { name, near } Mended
        "the path has the parameter `{name}`, which the operation does not declare",
        "{near}add a parameter with `name: {name}`, `in: path` and `required: true`", "it is text";
    /// The same, where a parameter is declared by another name.
    MisspeltPathParameter { name, declared } Mended
        "the path has the parameter `{name}`, which the operation does not declare",
        "did you mean `{declared}`? Give both one name", "the parameter `{declared}` is it";
    /// A parameter of the path that the path does not have.
    PathParameterNotInPath { name } Untyped
        "the path parameter `{name}` is not in the path", "write `{{{name}}}` in the path, or remove the parameter",
        "the parameter is ignored";
    /// More parameters than a method can have.
    TooManyParameters { most } LeftOut
        "more than {most} parameters are declared here", "leave the operation out with `[selection]`",
        "the operation is left out";

    // Paths.
    /// A path that cannot be called, and could be an attack.
    DangerousPath { problem } Fatal
        "{problem}", "correct the path; a parameter is written `{{name}}`", "";
    /// A path that cannot be called.
    UnusablePath { problem } LeftOut
        "{problem}", "correct the path; a parameter is written `{{name}}`", "the operation is left out";
    /// A path that is spelled in a way that the specification does not have.
    PathInAnotherSpelling { problem, read } Mended
        "{problem}", "correct the path; a parameter is written `{{name}}`", "it is read as `{read}`";
    /// A path that is a whole address.
    AddressAsPath { read } Mended
        "a path must begin with `/`, here it is a whole address", "name the server in `servers`, and here the path",
        "it is read as {read}";
    /// A path that is another one, once both are spelled alike.
    PathTwice { path } Mended
        "`{path}` is there as well, and is the same path", "remove one of the two", "both are called";
    /// A query in a path.
    QueryInPath {} Mended
        "'?' is not allowed in a path", "correct the path; declare what follows `?` as query parameters",
        "the query is sent as it stands";
    /// A fragment in a path.
    FragmentInPath {} Mended
        "'#' is not allowed in a path", "correct the path; a fragment is never sent",
        "the fragment only tells operations apart";

    // Servers.
    /// No server, or none that can be called.
    NoServer { problem } Untyped
        "{problem}", "name an absolute `https:` address as the document's first server, with `--server`, \
        with `base-url` below `[client]` in generator.toml, or with an overlay",
        "the crate asks for the address when a client is built";
    /// A server that is not the first, or whose address is completed.
    ServerInAnotherSpelling { problem, read } Mended
        "{problem}", "name an absolute `https:` address as the document's first server, with `--server`, \
        with `base-url` below `[client]` in generator.toml, or with an overlay", "`{read}` is called";
    /// A server that could be an attack.
    DangerousServer { problem } Fatal
        "{problem}", "name an absolute `https:` address as the document's first server, with `--server`, or with an overlay", "";
}

/// Whether text cannot be a slip of somebody who writes a document: it has characters that end a line, or is code.
pub(super) fn is_attack(text: &str) -> bool {
    let holds = |characters: &[char]| text.contains(characters);
    text.chars().any(char::is_control) || holds(&['\\']) || (holds(&[';']) && holds(&['(', '"', '\'', '<']))
}
