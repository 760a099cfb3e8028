using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of what members have at hand at cases: who else is there, ready words, what cases have to do with each other.</summary>
internal static class HandTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CasePresence>().ToTable("case_presence").HasKey(one => new { one.CaseId, one.MemberId });
        model.Entity<CasePresence>().HasIndex(one => one.SeenUntil);
        model.Entity<Snippet>().ToTable("snippets").HasIndex(one => one.MemberId);
        model.Entity<Snippet>().Property(one => one.Version).IsConcurrencyToken();
        model.Entity<CaseRelation>().ToTable("case_relations").HasKey(one => new { one.CaseId, one.OtherId });
        model.Entity<CaseRelation>().HasIndex(one => one.OtherId);
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Who looks at which case, for some seconds.</summary>
    public DbSet<CasePresence> CasePresences => Set<CasePresence>();

    /// <summary>Words that are ready.</summary>
    public DbSet<Snippet> Snippets => Set<Snippet>();

    /// <summary>What cases have to do with each other.</summary>
    public DbSet<CaseRelation> CaseRelations => Set<CaseRelation>();
}
