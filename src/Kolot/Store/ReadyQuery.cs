using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kolot.Store;

/// <summary>A question that is asked with every page: taken apart once for each kind of database, and not each time anew.</summary>
/// <typeparam name="TBy">By what it is asked.</typeparam>
/// <typeparam name="TRow">What it finds.</typeparam>
/// <param name="query">The question.</param>
public sealed class ReadyQuery<TBy, TRow>(Expression<Func<OrganisationStore, TBy, IQueryable<TRow>>> query)
{
    // What was taken apart serves the model that it was taken apart for, and no other.
    private readonly ConditionalWeakTable<IModel, Func<OrganisationStore, TBy, IAsyncEnumerable<TRow>>> ready = [];

    /// <summary>Asks it.</summary>
    public ValueTask<TRow[]> Ask(OrganisationStore store, TBy by, CancellationToken cancel) => ready.GetValue(store.Model, _ => EF.CompileAsyncQuery(query))(store, by).ToArrayAsync(cancel);
}
