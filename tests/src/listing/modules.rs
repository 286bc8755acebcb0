//! The modules of a crate: what each of them declares, imports and exports, and where users find it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{ImplItem, Item, UseTree, Visibility};

/// A module, by its place in [`Modules`].
pub(super) type ModuleId = usize;

/// The module of `lib.rs`.
const ROOT: ModuleId = 0;

/// The modules of a crate.
pub(super) struct Modules {
    modules: Vec<Module>,
    /// The public paths of each item, the shortest one first.
    paths: BTreeMap<Place, BTreeSet<(usize, String)>>,
    /// What is exported from other crates: the public path, and what stands there.
    foreign: BTreeMap<String, String>,
}

/// A module.
pub(super) struct Module {
    /// Its path in the crate.
    pub(super) path: String,
    /// What it holds, without the bodies of functions.
    pub(super) items: Vec<Item>,
    /// The names of what it holds, and whether they are public.
    declared: BTreeMap<String, bool>,
    parent: Option<ModuleId>,
    children: BTreeMap<String, ModuleId>,
    is_public: bool,
    imports: Vec<Import>,
}

/// A name that a module takes from elsewhere.
struct Import {
    /// The name that it has here; `None`: it stands for all names of a module.
    name: Option<String>,
    path: Vec<String>,
    is_public: bool,
}

/// The place where an item is declared: the module, and the name there.
pub(super) type Place = (ModuleId, String);

/// What a path leads to.
pub(super) enum Found {
    Module(ModuleId),
    Item(Place),
}

impl Modules {
    /// Reads the modules that `lib.rs` leads to.
    pub(super) fn read(src: &Path) -> Self {
        let mut modules = Self { modules: Vec::new(), paths: BTreeMap::new(), foreign: BTreeMap::new() };
        let items = parsed(&src.join("lib.rs"));
        modules.add(Module::new(String::new(), None, true), items, src);
        modules.export(ROOT, "");
        modules
    }

    /// Adds a module and those in it, whose files stand in `folder`.
    fn add(&mut self, module: Module, items: Vec<Item>, folder: &Path) -> ModuleId {
        let id = self.modules.len();
        let path = module.path.clone();
        self.modules.push(module);
        for mut item in items {
            match &mut item {
                Item::Use(item) => {
                    let (is_public, mut path) = (is_public(&item.vis), Vec::new());
                    if item.leading_colon.is_some() {
                        path.push(String::new());
                    }
                    imports(&item.tree, path, is_public, &mut self.modules[id].imports);
                }
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    let below = folder.join(&name);
                    let items = match item.content.take() {
                        Some((_, items)) => items.into_iter().map(without_bodies).collect(),
                        None if below.is_dir() => parsed(&below.join("mod.rs")),
                        None => parsed(&below.with_extension("rs")),
                    };
                    let module = Module::new(join(&path, &name), Some(id), is_public(&item.vis));
                    let child = self.add(module, items, &below);
                    self.modules[id].children.insert(name, child);
                }
                _ => {
                    let here = &mut self.modules[id];
                    here.declared.extend(declared(&item).map(|(name, vis)| (name, is_public(vis))));
                    here.items.push(item);
                }
            }
        }
        id
    }

    /// All modules.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        self.modules.iter().enumerate()
    }

    /// The path by which users name an item: the shortest one. `None`: they cannot.
    pub(super) fn public_path(&self, place: &Place) -> Option<&str> {
        self.paths.get(place)?.first().map(|(_, path)| path.as_str())
    }

    /// The other public paths of an item.
    pub(super) fn other_paths(&self, place: &Place) -> impl Iterator<Item = &str> {
        self.paths.get(place).into_iter().flatten().skip(1).map(|(_, path)| path.as_str())
    }

    /// What is exported from other crates: the public path, and what stands there.
    pub(super) fn foreign(&self) -> &BTreeMap<String, String> {
        &self.foreign
    }

    /// What a path leads to, from a module; `None`: out of the crate.
    pub(super) fn find(&self, from: ModuleId, path: &[String]) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let first = match first.as_str() {
            "crate" => Found::Module(ROOT),
            "self" => Found::Module(from),
            "super" => Found::Module(self.modules[from].parent?),
            name => self.named(from, name, false)?,
        };
        rest.iter().try_fold(first, |found, name| match found {
            Found::Module(module) => self.named(module, name, false),
            Found::Item(_) => None,
        })
    }

    /// What a name stands for in a module: all names, or only those that other modules may use.
    fn named(&self, module: ModuleId, name: &str, only_public: bool) -> Option<Found> {
        let here = &self.modules[module];
        if here.declared.contains_key(name) {
            return Some(Found::Item((module, name.to_owned())));
        }
        if let Some(child) = here.children.get(name) {
            return Some(Found::Module(*child));
        }
        let imports = here.imports.iter().filter(|import| import.is_public || !only_public);
        imports.into_iter().find_map(|import| match &import.name {
            // `use ::name` and `use name` lead out of the crate.
            Some(imported) if imported == name && import.path.len() > 1 => self.find(module, &import.path),
            Some(_) => None,
            None => match self.find(module, &import.path)? {
                Found::Module(other) => self.named(other, name, true),
                Found::Item(_) => None,
            },
        })
    }

    /// Notes what a module exports, and the public modules in it.
    fn export(&mut self, module: ModuleId, prefix: &str) {
        let here = &self.modules[module];
        let declared = here.declared.iter().filter(|(_, is_public)| **is_public);
        let mut found: Vec<(String, Found)> =
            declared.map(|(name, _)| (name.clone(), Found::Item((module, name.clone())))).collect();
        let children = here.children.iter().filter(|(_, child)| self.modules[**child].is_public);
        found.extend(children.map(|(name, child)| (name.clone(), Found::Module(*child))));
        for import in here.imports.iter().filter(|import| import.is_public) {
            match (&import.name, self.find(module, &import.path)) {
                (Some(name), Some(target)) => found.push((name.clone(), target)),
                (None, Some(target)) => found.push((String::new(), target)),
                (Some(name), None) => {
                    self.foreign.insert(join(prefix, name), import.path.join("::"));
                }
                (None, None) => panic!("{}: a glob of another crate", here.path),
            }
        }
        for (name, target) in found {
            // A glob exports under the module's own path.
            let path = if name.is_empty() { prefix.to_owned() } else { join(prefix, &name) };
            match target {
                Found::Module(other) => self.export(other, &path),
                Found::Item(place) => {
                    self.paths.entry(place).or_default().insert((path.matches("::").count(), path));
                }
            }
        }
    }
}

impl Module {
    fn new(path: String, parent: Option<ModuleId>, is_public: bool) -> Self {
        Self {
            path,
            items: Vec::new(),
            declared: BTreeMap::new(),
            parent,
            children: BTreeMap::new(),
            is_public,
            imports: Vec::new(),
        }
    }

    /// Whether it is generated for the API. All others are the same in every crate, but for what the API does not need.
    pub(super) fn is_of_api(&self) -> bool {
        ["types", "operations", "credentials", "servers", "webhooks"]
            .contains(&self.path.split("::").next().unwrap())
    }
}

/// The items of a file, without the bodies of functions: a whole crate would be too large with them.
fn parsed(file: &Path) -> Vec<Item> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let code = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    code.items.into_iter().map(without_bodies).collect()
}

fn without_bodies(mut item: Item) -> Item {
    match &mut item {
        Item::Fn(item) => item.block.stmts.clear(),
        Item::Impl(item) => {
            for item in &mut item.items {
                if let ImplItem::Fn(item) = item {
                    item.block.stmts.clear();
                }
            }
        }
        _ => {}
    }
    item
}

/// The name of an item that a path can lead to, and who may use it.
fn declared(item: &Item) -> Option<(String, &Visibility)> {
    let (ident, visibility) = match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        _ => return None,
    };
    Some((ident.to_string(), visibility))
}

/// The names that a `use` takes from elsewhere.
fn imports(tree: &UseTree, mut path: Vec<String>, is_public: bool, found: &mut Vec<Import>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            imports(&tree.tree, path, is_public, found);
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| imports(tree, path.clone(), is_public, found))
        }
        UseTree::Glob(_) => found.push(Import { name: None, path, is_public }),
        UseTree::Name(tree) if tree.ident == "self" => {
            found.push(Import { name: path.last().cloned(), path, is_public });
        }
        UseTree::Name(tree) => {
            let name = tree.ident.to_string();
            path.push(name.clone());
            found.push(Import { name: Some(name), path, is_public });
        }
        UseTree::Rename(tree) => {
            path.push(tree.ident.to_string());
            found.push(Import { name: Some(tree.rename.to_string()), path, is_public });
        }
    }
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A path with one more name.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}
