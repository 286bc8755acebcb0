//! Finds which source files of a crate use which others, for the rule that files do not use each other in circles.
//!
//! An item that a module only re-exports belongs to the file that defines it. Two kinds of use are not found: method
//! calls, whose types only the compiler knows, and paths in macros whose arguments are not expressions, such as `quote!`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, Item, ItemMod, ItemUse, Macro, Token, UseTree, Visibility};
use walkdir::WalkDir;

/// A path from the root of the crate: to a module, or to an item.
type Names = Vec<String>;

/// The files of a crate, by the modules that they are.
pub struct Crate {
    files: BTreeMap<Names, File>,
}

/// What one file uses of its crate.
#[derive(Default)]
struct File {
    /// The imports, by the name that each gives to an item or a module; globs are under `*`.
    imports: Vec<(String, Names)>,
    /// The items that it imports for itself, and does not only re-export.
    used: Vec<Names>,
    /// The paths in its code, each with the module that it is in.
    paths: Vec<(Names, Names)>,
    /// The items that it defines.
    items: BTreeSet<String>,
}

impl Crate {
    /// Reads the crate whose root is in the folder `src`.
    #[must_use]
    pub fn read(src: &Path) -> Self {
        let paths = WalkDir::new(src).into_iter().map(|entry| entry.unwrap().into_path());
        let rust = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let parsed: BTreeMap<Names, syn::File> = rust
            .map(|path| {
                let text = std::fs::read_to_string(&path).unwrap();
                (module(path.strip_prefix(src).unwrap()), syn::parse_file(&text).unwrap())
            })
            .collect();
        let modules = parsed.keys().cloned().collect();
        let read = |(module, file): (&Names, &syn::File)| {
            let mut reader = Reader { modules: &modules, module: module.clone(), file: File::default() };
            reader.visit_file(file);
            (module.clone(), reader.file)
        };
        Self { files: parsed.iter().map(read).collect() }
    }

    /// The groups of modules that use each other in circles, among those below the module `within`, or all modules.
    #[must_use]
    pub fn circles(&self, within: Option<&str>) -> Vec<Vec<String>> {
        let is_within = |module: &&Names| within.is_none() || module.first().map(String::as_str) == within;
        let modules: Vec<&Names> = self.files.keys().filter(is_within).collect();
        let reached: BTreeMap<&Names, BTreeSet<Names>> =
            modules.iter().map(|module| (*module, self.reached_from(module, &is_within))).collect();
        let mut circles = BTreeSet::new();
        for module in &modules {
            let circle = reached[module].iter().filter(|other| reached[other].contains(*module));
            circles.insert(circle.map(|module| module.join("::")).collect::<Vec<_>>());
        }
        circles.into_iter().filter(|circle| !circle.is_empty()).collect()
    }

    /// The modules that a module uses, directly or through others.
    fn reached_from(&self, module: &Names, is_within: &dyn Fn(&&Names) -> bool) -> BTreeSet<Names> {
        let mut reached = BTreeSet::new();
        let mut open = vec![module.clone()];
        while let Some(next) = open.pop() {
            let used = self.uses(&next).into_iter().filter(|used| is_within(&used));
            open.extend(used.filter(|used| reached.insert(used.clone())));
        }
        reached
    }

    /// The other modules whose items a module uses.
    fn uses(&self, module: &Names) -> BTreeSet<Names> {
        let file = &self.files[module];
        let of_paths = file.paths.iter().filter_map(|(at, path)| self.in_crate(file, at, path));
        let owners = file.used.iter().cloned().chain(of_paths).filter_map(|path| self.owner(&path));
        owners.filter(|owner| owner != module).collect()
    }

    /// A path that stands in a module, from the root of the crate; `None` if it leads out of the crate.
    fn in_crate(&self, file: &File, at: &Names, path: &Names) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let is_from =
            |(name, import): &&(String, Names)| name == first || name == "*" && self.has(import, first);
        match file.imports.iter().find(is_from) {
            Some((name, import)) if name == "*" => Some([import, path.as_slice()].concat()),
            Some((_, import)) => Some([import, rest].concat()),
            None => absolute(at, path, |module| self.files.contains_key(module)),
        }
    }

    /// Whether a module has an item or a module of a name.
    fn has(&self, module: &Names, name: &str) -> bool {
        let is_item = self.files.get(module).is_some_and(|file| file.items.contains(name));
        is_item || self.files.contains_key(&[module.as_slice(), &[name.to_owned()]].concat())
    }

    /// The module that defines an item. Re-exports are followed; the path to a module itself has no owner.
    fn owner(&self, path: &Names) -> Option<Names> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let (item, rest) = rest.split_first()?;
        let file = &self.files[module];
        let mut targets = file.imports.iter().filter_map(|(name, import)| match name.as_str() {
            _ if file.items.contains(item) => None,
            "*" if self.files.get(import)?.items.contains(item) => {
                Some([import, [item.clone()].as_slice(), rest].concat())
            }
            name if name == item => Some([import, rest].concat()),
            _ => None,
        });
        targets.next().map_or_else(|| Some(module.to_owned()), |target| self.owner(&target))
    }
}

/// The module of a file, given its path below the crate's `src`.
fn module(path: &Path) -> Names {
    let mut names: Names =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    names
}

/// A path that stands in a module, from the root of the crate; `None` if it does not begin with a module of the crate.
fn absolute(at: &Names, path: &Names, is_module: impl Fn(&Names) -> bool) -> Option<Names> {
    let mut base = match path.first()?.as_str() {
        "crate" => Names::new(),
        "self" | "super" => at.clone(),
        child if is_module(&[at.as_slice(), &[child.to_owned()]].concat()) => at.clone(),
        _ => return None,
    };
    for name in path {
        match name.as_str() {
            "crate" | "self" => {}
            "super" => drop(base.pop()?),
            name => base.push(name.to_owned()),
        }
    }
    Some(base)
}

/// Collects what a file uses.
struct Reader<'m> {
    modules: &'m BTreeSet<Names>,
    /// The module that is being read: that of the file, or one inside it.
    module: Names,
    file: File,
}

impl Reader<'_> {
    fn import(&mut self, tree: &UseTree, mut path: Names, is_public: bool) {
        let name = match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                return self.import(&tree.tree, path, is_public);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.import(tree, path.clone(), is_public));
            }
            UseTree::Glob(_) => "*".to_owned(),
            UseTree::Name(tree) if tree.ident == "self" => path.last().cloned().unwrap_or_default(),
            UseTree::Name(tree) => tree.ident.to_string(),
            UseTree::Rename(tree) => tree.rename.to_string(),
        };
        match tree {
            UseTree::Name(tree) if tree.ident != "self" => path.push(tree.ident.to_string()),
            UseTree::Rename(tree) => path.push(tree.ident.to_string()),
            _ => {}
        }
        let Some(path) = absolute(&self.module, &path, |module| self.modules.contains(module)) else {
            return;
        };
        if !is_public {
            self.file.used.push(path.clone());
        }
        self.file.imports.push((name, path));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &Vec::new(),
        };
        let is_test = |attribute: &syn::Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|cfg| cfg == "test")
        };
        if attributes.iter().any(is_test) {
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.file.items.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import(&item.tree, Names::new(), !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.file.paths.push((self.module.clone(), names));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        let name = called.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        // What is quoted is not code of this crate.
        if !name.contains("quote")
            && let Ok(arguments) = called.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        {
            arguments.iter().for_each(|argument| Visit::visit_expr(&mut *self, argument));
        }
    }

    /// `pub(super)` is no use of the parent.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// The circles in a crate of these files.
    fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Crate::read(folder.path()).circles(None)
    }

    #[test]
    fn imports_paths_and_arguments_of_macros_are_uses() {
        for text in [
            "use crate::b::B; pub struct A;",
            "use super::b::{self}; pub struct A; fn a() { b::b() }",
            "use crate::*; pub struct A; fn a(_: b::B) {}",
            "pub struct A; fn a() { println!(\"{}\", crate::b::b()) }",
            "pub use crate::b::B; pub struct A(B);",
        ] {
            let files = [
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", text),
                ("b.rs", "use super::a::A; pub struct B; pub fn b() {}"),
            ];
            assert_eq!(circles(&files), [["a", "b"]], "{text}");
        }
    }

    #[test]
    fn re_exports_tests_and_quoted_code_are_not_uses() {
        for text in [
            "pub use crate::b::B; pub struct A;",
            "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
            "pub struct A; fn a() { quote!(crate::b::b()) }",
            "use super::b; pub(super) struct A;",
        ] {
            let files = [
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", text),
                ("b.rs", "use super::a::A; pub struct B; pub fn b() {}"),
            ];
            assert!(circles(&files).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_a_module_re_exports_belongs_to_the_file_that_defines_it() {
        let file = ("a/mod.rs", "mod b; mod c; pub use b::B; pub(crate) use c::*;");
        assert!(
            circles(&[file, ("a/b.rs", "pub struct B;"), ("a/c.rs", "use super::B; pub struct C;")])
                .is_empty()
        );
        let found = circles(&[
            file,
            ("a/b.rs", "use super::C; pub struct B;"),
            ("a/c.rs", "use super::B; pub struct C;"),
        ]);
        assert_eq!(found, [["a::b", "a::c"]]);
        let file = ("a/mod.rs", "mod b; use b::B; pub struct A(B);");
        assert_eq!(circles(&[file, ("a/b.rs", "use super::A; pub struct B;")]), [["a", "a::b"]]);
    }
}
