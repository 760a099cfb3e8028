using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Listen;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Running.Status;

/// <summary>Shows an owner whether all is well, and what is not.</summary>
public sealed class StatusView(LookAt look, Machine machine, HearingLines lines)
{
    /// <summary>What the page shows.</summary>
    /// <param name="Is">How the organisation stands.</param>
    /// <param name="Cares">What needs care.</param>
    /// <param name="Hearing">How many voices wait at this node to be kept.</param>
    public sealed record View(Condition Is, IReadOnlyList<Care> Cares, int Hearing)
    {
        /// <summary>The disks that are seen from here.</summary>
        public IReadOnlyList<Disk> Disks { get; init; } = [];

        /// <summary>The database server, with its version.</summary>
        public string Server { get; init; } = "";

        /// <summary>The numbers of the schemas: the organisation's and the directory's.</summary>
        public (int Organisation, int Directory) Schema { get; init; }
    }

    /// <summary>Looks.</summary>
    public async Task<View> Run(Member member, CancellationToken cancel)
    {
        var condition = await look.Organisation(member.Organisation, cancel);
        var disks = machine.Disks();
        var (server, schema) = await machine.Directory(cancel);
        return new(condition, [.. condition.Cares, .. disks.Where(disk => disk.IsLow).Select(_ => Care.DiskLow).Distinct()], lines.WaitingIn(member.Organisation))
        {
            Disks = disks,
            Server = $"{(machine.Kind == Store.StoreKind.Sqlite ? "SQLite" : "PostgreSQL")} {server}",
            Schema = (await machine.SchemaOf(member.Organisation, cancel), schema),
        };
    }

    /// <summary>What needs care, in the reader's language.</summary>
    public static string Say(Care care) => Words.ResourceManager.GetString("Care" + care, CultureInfo.CurrentUICulture) ?? care.ToString();

    /// <summary>Why a backup failed, in the reader's language.</summary>
    public static string Why(string reason) => Words.ResourceManager.GetString("Reason_" + reason, CultureInfo.CurrentUICulture) ?? Words.Reason_other;

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/settings/status",
        async (Visit visit, StatusView act, CancellationToken cancel) =>
            new RazorComponentResult<StatusPage>(new { View = await act.Run(visit.Here, cancel) })).NeedsWholeReach(Right.SeeErrands);
}
