using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace Kolot.Organisation.People.SecondStep;

/// <summary>One's own second step: off, begun, or on.</summary>
public sealed class SecondStepPages(DirectoryStore directory, SecondSteps steps, Visit visit)
{
    /// <summary>What the page shows.</summary>
    public sealed record Shown
    {
        /// <summary>Whether a code is asked for.</summary>
        public bool On { get; init; }

        /// <summary>The secret while it is set up, as the app takes it.</summary>
        public string? Secret { get; init; }

        /// <summary>The same as a picture.</summary>
        public string? Picture { get; init; }

        /// <summary>How many recovery codes are left.</summary>
        public int Left { get; init; }

        /// <summary>The recovery codes, this once.</summary>
        public IReadOnlyList<string> Codes { get; init; } = [];
    }

    private Guid Account => visit.AccountId ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Shows it.</summary>
    public async Task<IResult> Show(Refusal? refusal, IReadOnlyList<string>? codes, CancellationToken cancel)
    {
        var row = await directory.SecondSteps.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == Account, cancel);
        var secret = row is { ConfirmedAt: null } ? steps.Open(row.Secret) : null;
        var mail = secret is null ? null : await directory.Users.Where(account => account.Id == Account).Select(account => account.Email).SingleOrDefaultAsync(cancel);
        return new RazorComponentResult<SecondStepPage>(new
        {
            Shown = new Shown
            {
                On = row?.ConfirmedAt is not null,
                Secret = secret is null ? null : OneTimeCodes.Text(secret),
                Picture = secret is null ? null : Picture(OneTimeCodes.Address(secret, Words.House, mail ?? "")),
                Left = await directory.RecoveryCodes.CountAsync(code => code.AccountId == Account && code.UsedAt == null, cancel),
                Codes = codes ?? [],
            },
            Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        { StatusCode = Problems.StatusOf(refusal) };
    }

    /// <summary>The page, and what it sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Here = "/account/second-step";
        var account = routes.MapGroup("").OpenToMembers("Everybody may guard their own account better.").NeedsFreshProof();
        account.MapGet(Here, (SecondStepPages pages, CancellationToken cancel) => pages.Show(null, null, cancel));
        account.MapPost(Here, async (SecondStepPages pages, SetUpSecondStep act, CancellationToken cancel) =>
        {
            await act.Begin(pages.Account, cancel);
            return Redirects.SeeOther(Here);
        });
        account.MapPost(Here + "/code", async (HttpContext context, SecondStepPages pages, SetUpSecondStep act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var done = await act.Confirm(pages.Account, form["code"].ToString(), context.RequestAborted);
            return await pages.Show(done.Refusal, done.Refused ? null : done.Value, context.RequestAborted);
        }).RequireRateLimiting(SignIn.SignInSetup.Doors);
        account.MapPost(Here + "/codes", async (SecondStepPages pages, SetUpSecondStep act, CancellationToken cancel) =>
        {
            var done = await act.Renew(pages.Account, cancel);
            return await pages.Show(done.Refusal, done.Refused ? null : done.Value, cancel);
        });
        account.MapPost(Here + "/closure", async (SecondStepPages pages, SetUpSecondStep act, Notices notices, CancellationToken cancel) =>
        {
            await act.End(pages.Account, cancel);
            notices.Leave(Words.Ended);
            return Redirects.SeeOther("/account");
        });
    }

    private static string Picture(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var drawn = new SvgQRCode(code);
        return drawn.GetGraphic(4, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.WidthHeightAttribute);
    }
}
