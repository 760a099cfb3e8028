using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;

namespace Kolot.Running.Support;

/// <summary>Puts the bundle for whoever helps into the house.</summary>
public static class SupportSetup
{
    /// <summary>Registers what makes it.</summary>
    public static IServiceCollection AddSupport(this IServiceCollection services) =>
        services.AddSingleton<SupportSources>().AddSingleton<SupportOrganisation>().AddSingleton<SupportBundle>();

    /// <summary>An owner's, of their own organisation.</summary>
    public static void MapSupport(this IEndpointRouteBuilder routes) => routes.MapOrganisation().MapGet("/settings/status/support.zip",
        async (Visit visit, SupportBundle act, CancellationToken cancel) =>
        {
            var bundle = new MemoryStream();
            await act.Write(bundle, visit.Here.Organisation, cancel);
            bundle.Position = 0;
            return Results.File(bundle, "application/zip", act.Name);
        }).NeedsWholeReach(Right.SeeErrands);
}

/// <summary><c>kolot support</c>: the bundle of the whole house, for whoever runs the machine.</summary>
public static class SupportCommand
{
    /// <summary>Writes it into a file that is not there yet.</summary>
    /// <returns>0 if it was written.</returns>
    public static async Task<int> Run(IServiceProvider services, CommandArguments words, CancellationToken cancel)
    {
        var act = services.GetRequiredService<SupportBundle>();
        var path = Path.GetFullPath(words["to"] ?? act.Name);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew);
            await act.Write(file, null, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{fault.Message} Say where: kolot support --to FILE");
            return 1;
        }

        Console.WriteLine($"{path}: without customers and secrets. The service's own log is not in it: journalctl -u kolot --since yesterday");
        return 0;
    }
}
