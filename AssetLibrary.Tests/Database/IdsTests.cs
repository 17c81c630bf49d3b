using AssetLibrary.Web.Database;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Database;

public sealed class IdsTests
{
    [Fact]
    public void However_the_clock_is_set_each_id_is_greater_than_the_one_before() =>
        Prop.ForAll(Gen.Choose(-7_200_000, 7_200_000).ListOf().ToArbitrary(), steps =>
            {
                var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
                var sequence = new IdSequence(time);
                var ids = new List<Guid>();
                foreach (var step in steps)
                {
                    ids.AddRange(Enumerable.Range(0, 20).Select(_ => sequence.Next()));
                    time.AdjustTime(time.GetUtcNow().AddMilliseconds(step));
                }

                Assert.Equal(ids.Select(Text).Order(StringComparer.Ordinal), ids.Select(Text));
                Assert.Equal(ids.Count, ids.Distinct().Count());
                Assert.All(ids, i => Assert.Equal((7, true), (i.Version, i.Variant is >= 8 and <= 11)));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_id_tells_when_it_was_made_and_more_than_a_millisecond_holds_are_made_at_once()
    {
        var time = new FakeTimeProvider(new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        var sequence = new IdSequence(time);
        var wanted = Guid.CreateVersion7(time.GetUtcNow()).ToString()[..13];
        Assert.Equal(wanted, sequence.Next().ToString()[..13]);
        var many = Enumerable.Range(0, 20_000).Select(_ => Text(sequence.Next())).ToList();
        Assert.Equal(many.Order(StringComparer.Ordinal), many);
    }

    [Fact]
    public void A_process_goes_on_after_what_is_there_already()
    {
        var time = new FakeTimeProvider();
        var (before, sequence) = (new IdSequence(time), new IdSequence(time));
        var known = Enumerable.Range(0, 100).Select(_ => before.Next()).Last();
        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        sequence.GoOnAfter(known);
        sequence.GoOnAfter(Guid.NewGuid());
        Assert.True(string.CompareOrdinal(Text(known), Text(sequence.Next())) < 0);
    }

    [Fact]
    public async Task Many_at_once_never_get_the_same()
    {
        var sequence = new IdSequence(TimeProvider.System);
        var all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Select(_ => sequence.Next()).ToList()))
        );
        Assert.Equal(40_000, all.SelectMany(a => a).Distinct().Count());
        Assert.All(all, ids => Assert.Equal(ids.Select(Text).Order(StringComparer.Ordinal), ids.Select(Text)));
    }

    // As both databases compare them.
    private static string Text(Guid id) => id.ToString();
}
